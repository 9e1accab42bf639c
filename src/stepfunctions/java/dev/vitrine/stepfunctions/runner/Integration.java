package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.TaskCall;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a Task state does. The runner calls it on one of its own threads, so an integration that
 * blocks must bring threads of its own. After a crash the runner calls the task again, with the
 * same {@link TaskCall#id}.
 */
public interface Integration {

  /**
   * Starts the task.
   *
   * @return a stage that ends with plain JSON, or with a {@link
   *     dev.vitrine.stepfunctions.language.TaskFailedException} that fails the task
   */
  CompletionStage<@Nullable Object> call(TaskCall call);

  /**
   * Starts the task, or lets it wait in a line first. TimeoutSeconds and HeartbeatSeconds count
   * from the moment {@code begun} runs. An integration without a line need not override this
   * method.
   *
   * @param begun to be run once, on any thread, when the task's work starts
   */
  default CompletionStage<@Nullable Object> call(TaskCall call, Runnable begun) {
    begun.run();
    return call(call);
  }
}

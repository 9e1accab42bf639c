package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.TaskCall;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a Task does. Called on a thread of the runner: an integration that blocks brings threads of
 * its own. After a crash the task is called again, with the same {@link TaskCall#id}.
 */
public interface Integration {

  /**
   * @return plain JSON; a stage that ends with a {@link
   *     dev.vitrine.stepfunctions.language.TaskFailedException} fails the task with that error
   */
  CompletionStage<@Nullable Object> call(TaskCall call);
}

package dev.vitrine.stepfunctions.language;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Task's Resource names. The interpreter only passes it on and writes it into the history.
 *
 * @param resource as the definition has it
 * @param service the first half of a service integration ("lambda"); null for a function called by
 *     its own ARN
 * @param action the second half ("invoke"); "" for a function
 * @param waitsForToken whether the task ends when somebody sends its token back
 */
public record TaskType(
    String resource, @Nullable String service, String action, boolean waitsForToken) {

  /** {@return whether a Lambda function does the work, called in either way} */
  public boolean isFunction() {
    return service == null || service.equals("lambda");
  }

  /** Knows which resources there are. */
  public interface Registry {
    Optional<TaskType> find(String resource);
  }
}

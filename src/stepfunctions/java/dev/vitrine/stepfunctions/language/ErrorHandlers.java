package dev.vitrine.stepfunctions.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Retry and Catch of one state, and which error each of them means.
 *
 * @see <a href="https://states-language.net/#error-handling">Errors</a>
 */
record ErrorHandlers(List<Retrier> retriers, List<Catcher> catchers) {

  static final ErrorHandlers NONE = new ErrorHandlers(List.of(), List.of());

  static ErrorHandlers of(Fields fields) {
    List<Retrier> retriers = new ArrayList<>();
    List<Fields> retry = fields.objects("Retry");
    for (int i = 0; i < retry.size(); i++) {
      retriers.add(Retrier.of(retry.get(i), i == retry.size() - 1));
    }
    List<Catcher> catchers = new ArrayList<>();
    List<Fields> catching = fields.objects("Catch");
    for (int i = 0; i < catching.size(); i++) {
      catchers.add(Catcher.of(catching.get(i), i == catching.size() - 1));
    }
    return new ErrorHandlers(retriers, catchers);
  }

  /** The first retrier that names the error; whether it has attempts left is its own question. */
  OptionalInt retrierFor(Failure failure, boolean heartbeat) {
    for (int i = 0; i < retriers.size(); i++) {
      if (names(retriers.get(i).errors(), failure.error(), heartbeat)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  Optional<Catcher> catcherFor(Failure failure, boolean heartbeat) {
    return catchers.stream()
        .filter(catcher -> names(catcher.errors(), failure.error(), heartbeat))
        .findFirst();
  }

  /**
   * States.Runtime cannot be handled at all and States.DataLimitExceeded only by name; a missed
   * heartbeat is reported as States.Timeout, as AWS does, and has its own name besides.
   */
  private static boolean names(List<String> errors, @Nullable String error, boolean heartbeat) {
    if (Failure.RUNTIME.equals(error)) {
      return false;
    }
    if (error != null && errors.contains(error)) {
      return true;
    }
    if (heartbeat && errors.contains(Failure.HEARTBEAT_TIMEOUT)) {
      return true;
    }
    if (Failure.DATA_LIMIT_EXCEEDED.equals(error)) {
      return false;
    }
    return errors.contains(Failure.ALL)
        || (errors.contains(Failure.TASK_FAILED) && !Failure.TIMEOUT.equals(error));
  }
}

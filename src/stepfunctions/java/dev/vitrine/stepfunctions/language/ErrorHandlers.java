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

  /** Finds the first retrier that names the error, whether or not it has attempts left. */
  OptionalInt retrierFor(Failure failure, boolean heartbeat) {
    for (int i = 0; i < retriers.size(); i++) {
      if (names(retriers.get(i).errors(), failure.error(), heartbeat, false)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  Optional<Catcher> catcherFor(Failure failure, boolean heartbeat) {
    return catchers.stream()
        .filter(catcher -> names(catcher.errors(), failure.error(), heartbeat, true))
        .findFirst();
  }

  /**
   * States.Runtime cannot be handled at all. States.ALL catches States.DataLimitExceeded, as AWS
   * was recorded to do against its documentation, but does not retry it. A missed heartbeat is
   * reported as States.Timeout, as AWS does, and has its own name besides.
   *
   * @param inCatch whether the names stand in a Catch, not in a Retry
   */
  private static boolean names(
      List<String> errors, @Nullable String error, boolean heartbeat, boolean inCatch) {
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
      return inCatch && errors.contains(Failure.ALL);
    }
    return errors.contains(Failure.ALL)
        || (errors.contains(Failure.TASK_FAILED) && !Failure.TIMEOUT.equals(error));
  }
}

package dev.vitrine.stepfunctions.runner;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The executions that have not ended, in memory: a bounded number. Safe for many threads. */
final class RunningExecutions {
  private final int most;
  private final Map<String, LiveExecution> byArn = new ConcurrentHashMap<>();
  private final Map<Long, LiveExecution> byNumber = new ConcurrentHashMap<>();

  /**
   * @param most how many there may be before new ones are refused
   */
  RunningExecutions(int most) {
    this.most = most;
  }

  /**
   * What {@link #findOrMake} came to.
   *
   * @param live null if an execution of the name has ended
   * @param isNew whether it was made by this call
   */
  record Found(@Nullable LiveExecution live, boolean isNew) {}

  /**
   * Finds an execution or makes it, once, however many ask at the same time. A new one is found by
   * its number after {@link #keep}.
   *
   * @param ended whether an execution of the name has ended
   * @throws ApiException ExecutionLimitExceeded, if a new one would be one too many
   */
  Found findOrMake(String arn, BooleanSupplier ended, Supplier<LiveExecution> maker)
      throws ApiException {
    boolean[] isNew = new boolean[1];
    boolean[] isFull = new boolean[1];
    LiveExecution live =
        byArn.compute(
            arn,
            (name, running) -> {
              if (running != null || ended.getAsBoolean()) {
                return running;
              }
              isFull[0] = byArn.size() >= most;
              isNew[0] = !isFull[0];
              return isFull[0] ? null : maker.get();
            });
    if (isFull[0]) {
      throw ApiException.executionLimit(most);
    }
    return new Found(live, isNew[0]);
  }

  /**
   * @throws ApiException ExecutionLimitExceeded
   */
  void checkRoom() throws ApiException {
    if (byArn.size() >= most) {
      throw ApiException.executionLimit(most);
    }
  }

  /** Keeps an execution, however many there are. */
  void keep(LiveExecution live) {
    byArn.put(live.start().arn(), live);
    byNumber.put(live.number(), live);
  }

  void forget(LiveExecution ended) {
    byNumber.remove(ended.number());
    byArn.remove(ended.start().arn());
  }

  Optional<LiveExecution> of(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  Optional<LiveExecution> of(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  int count() {
    return byArn.size();
  }

  Collection<LiveExecution> all() {
    return byNumber.values();
  }
}

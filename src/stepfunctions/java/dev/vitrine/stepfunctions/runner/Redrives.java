package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.runner.ExecutionTable.ExecutionRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes executions run again that ended without success: the operation RedriveExecution. */
final class Redrives {

  /** How many tokens of an execution AWS remembers, and for how long. */
  private static final int KEPT_TOKENS = 10;

  private static final Duration TOKENS_LAST = Duration.ofMinutes(15);

  /** A redrive that has not reached the disk. */
  private record Unwritten(@Nullable String token, CompletableFuture<Instant> written) {}

  private final StateMachineRunner runner;
  private final Map<String, Unwritten> unwritten = new ConcurrentHashMap<>();

  Redrives(StateMachineRunner runner) {
    this.runner = runner;
  }

  /**
   * Opens an execution again; one at a time, so that no second call acts on what it read before the
   * first.
   *
   * @param token of the caller, who repeats it when no answer came: the call is then answered as
   *     the first was, and changes nothing. Null if the caller has none
   * @return ends, with the time, when that is on disk
   * @throws ApiException ExecutionNotRedrivable, ExecutionLimitExceeded
   */
  synchronized CompletableFuture<Instant> redrive(String arn, @Nullable String token)
      throws IOException, ApiException {
    Unwritten latest = unwritten.get(arn);
    if (latest != null && token != null && token.equals(latest.token())) {
      return latest.written();
    }
    // In this order: an execution is forgotten when its end is in the table.
    Optional<LiveExecution> live = runner.running(arn);
    ExecutionRow row = runner.store().find(arn).orElseThrow(() -> ApiException.noExecution(arn));
    if (token != null && row.redrives() > 0) {
      // While it runs the row has no position of its last record.
      long last = row.last() == 0 ? live.map(LiveExecution::lastPosition).orElse(0L) : row.last();
      Optional<Instant> earlier = redriven(runner.store().records(last), token);
      if (earlier.isPresent()) {
        return CompletableFuture.completedFuture(earlier.get());
      }
    }
    Optional<String> refusal = live.isPresent() ? refusal(Status.RUNNING) : refusal(row);
    if (refusal.isPresent()) {
      throw ApiException.notRedrivable(refusal.get());
    }
    CompletableFuture<Instant> written = runner.reopen(new ExecutionStore.Redrive(row, token));
    Unwritten added = new Unwritten(token, written);
    unwritten.put(arn, added);
    return written.whenComplete((at, thrown) -> unwritten.remove(arn, added));
  }

  /** When the execution was redriven with that token, if it counts. */
  private Optional<Instant> redriven(List<JournalRecord> records, String token) {
    List<JournalRecord> withTokens =
        records.stream()
            .filter(record -> record.kind() == JournalRecord.Kind.REDRIVEN)
            .filter(record -> record.token() != null)
            .toList();
    Instant oldest = runner.now().minus(TOKENS_LAST);
    return withTokens.stream()
        .skip(Math.max(0, withTokens.size() - KEPT_TOKENS))
        .filter(record -> token.equals(record.token()))
        .map(record -> Instant.ofEpochMilli(record.time()))
        .filter(at -> !at.isBefore(oldest))
        .findFirst();
  }

  /** Why the execution cannot be redriven, in the words of AWS; empty if it can. */
  Optional<String> refusal(ExecutionRow row) throws IOException {
    if (row.status() == Status.RUNNING || row.status() == Status.SUCCEEDED) {
      return refusal(row.status());
    }
    return runner
        .store()
        .end(row)
        .map(JournalRecord::result)
        .map(ExecutionResult::failure)
        .filter(Failure.HISTORY_FULL::equals)
        .map(full -> "Execution history event limit exceeded");
  }

  private static Optional<String> refusal(Status status) {
    return Optional.of("Execution is " + status + " and cannot be redriven");
  }
}

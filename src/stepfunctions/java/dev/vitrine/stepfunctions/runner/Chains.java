package dev.vitrine.stepfunctions.runner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where in the journal the records of running executions are. Guarded by the journal's lock. */
final class Chains {

  /**
   * The records of one execution.
   *
   * @param first position of its first record
   * @param last position of its last record
   */
  record RecordChain(long first, long last) {}

  private final Map<Long, RecordChain> running = new HashMap<>();
  private long next;

  /** The number of the next execution to start. */
  long newExecution() {
    return next++;
  }

  long executions() {
    return next;
  }

  /** Position of the execution's last record; 0 when it is not running. */
  long last(long execution) {
    RecordChain chain = running.get(execution);
    return chain == null ? 0 : chain.last();
  }

  void begin(long execution, long position) {
    next = Math.max(next, execution + 1);
    running.put(execution, new RecordChain(position, position));
  }

  /** Notes that an ended execution runs again, so that its records from the first on are needed. */
  void reopen(long execution, long first, long position) {
    running.put(execution, new RecordChain(first, position));
  }

  /** Notes a later record of a running execution; does nothing for any other. */
  void follow(long execution, long position, boolean end) {
    if (end) {
      running.remove(execution);
    } else {
      running.computeIfPresent(execution, (id, chain) -> new RecordChain(chain.first(), position));
    }
  }

  /** Position of the oldest record that something running needs. */
  long oldest() {
    return running.values().stream().mapToLong(RecordChain::first).min().orElse(Long.MAX_VALUE);
  }

  /** By the number of the execution. */
  Map<Long, RecordChain> running() {
    return new TreeMap<>(running);
  }

  /** Notes that the number is taken, so that no new execution gets it. */
  void known(long execution) {
    next = Math.max(next, execution + 1);
  }

  byte[] checkpoint() {
    List<List<Long>> chains = new ArrayList<>();
    running.forEach((id, chain) -> chains.add(List.of(id, chain.first(), chain.last())));
    long now = System.currentTimeMillis();
    return new JournalRecord.Body(JournalRecord.Kind.CHECKPOINT, now)
        .with("next", next)
        .with("running", chains)
        .bytes();
  }

  void resume(JournalRecord checkpoint) {
    running.clear();
    next = checkpoint.body().path("next").asLong();
    checkpoint
        .body()
        .path("running")
        .forEach(
            entry ->
                running.put(
                    entry.get(0).asLong(),
                    new RecordChain(entry.get(1).asLong(), entry.get(2).asLong())));
  }
}

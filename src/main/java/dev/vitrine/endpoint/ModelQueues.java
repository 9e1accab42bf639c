package dev.vitrine.endpoint;

import java.util.Map;

/** The queues before the models, of all sellers together. */
public interface ModelQueues {

  /**
   * {@return how many tasks wait before each model; empty if that is unknown at the moment} May be
   * some seconds old, as answers are kept in memory.
   */
  Map<WaitsFor, Length> lengths();

  /**
   * Tasks before a model that nobody has begun.
   *
   * @param backlog tasks that no person waits for
   * @param urgent tasks that a person waits for; they go first
   */
  record Length(long backlog, long urgent) {
    public long all() {
      return backlog + urgent;
    }
  }
}

package dev.vitrine.endpoint;

import java.util.Map;

/** The queues before the models, of all sellers together. */
public interface ModelQueues {

  /**
   * {@return how many tasks wait before each model} Empty when nobody knows at the moment. May be
   * some seconds old: whoever asks often is answered from memory.
   */
  Map<WaitsFor, Length> lengths();

  /**
   * Tasks before a model that nobody has begun.
   *
   * @param backlog those that nobody waits for in person
   * @param urgent those of people, which go first
   */
  record Length(long backlog, long urgent) {
    public long all() {
      return backlog + urgent;
    }
  }
}

package dev.vitrine.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where questions to asynchronous endpoints and their answers lie, and the tasks that wait for
 * them. Every method throws {@link dev.vitrine.render.StorageUnavailableException} when the store
 * cannot answer now.
 */
interface Mailbox {

  /** {@return where the question was put, {@code s3://...}} */
  String post(String inferenceId, byte[] question);

  /** {@return what lies at {@code s3://...}; empty when nothing does} */
  Optional<byte[]> read(@Nullable String location);

  /** {@return whether anything lies at {@code s3://...}} */
  boolean has(String location);

  /** Keeps a task under its question's name, replacing what was known of it. */
  void keep(String inferenceId, WaitingTask task);

  /** {@return the task that waits; empty when none does, or none any more} */
  Optional<WaitingTask> find(String inferenceId);

  /** Forgets a task and its question. */
  void forget(String inferenceId);

  /**
   * @return names of questions whose tasks wait still
   * @param before when they were asked, at the latest
   * @param most at most so many
   */
  List<String> waiting(Instant before, int most);
}

package dev.vitrine.endpoint;

import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores requests to asynchronous endpoints, their answers, and the tasks that wait for them. Every
 * method throws {@link dev.vitrine.upload.StorageUnavailableException} if the store cannot be used
 * at the moment.
 */
interface Mailbox {

  /** {@return the address of the stored request, {@code s3://...}} */
  String post(String inferenceId, byte[] request);

  /** {@return the object at {@code s3://...}; empty if there is none} */
  Optional<byte[]> read(@Nullable String location);

  /** {@return whether there is an object at {@code s3://...}} */
  boolean has(String location);

  /** Stores a task under the name of its request, in place of an earlier version of the task. */
  void keep(String inferenceId, WaitingTask task);

  /** {@return the task that waits for a request's answer; empty if none does, or no longer} */
  Optional<WaitingTask> find(String inferenceId);

  /** Deletes a task and its request. */
  void forget(String inferenceId);

  /**
   * Remembers where the answer to a request lies, for as long as answers are kept; the task itself
   * is forgotten when it goes on.
   */
  void answered(String inferenceId, WaitingTask task);

  /**
   * Deletes tasks, requests and answers about a picture, of this revision and of older ones, and
   * remembers the requests whose answers are still to come.
   *
   * @see #discard
   */
  void deleteAllAbout(PictureRef picture);

  /**
   * Deletes the answer to a request about a picture that was deleted before the answer came.
   *
   * @param location {@code s3://...}; null if there is none
   * @return whether the picture was deleted; otherwise the answer is left alone
   */
  boolean discard(String inferenceId, @Nullable String location);

  /** {@return names of requests whose answers are to be discarded, see {@link #waiting}} */
  List<String> abandoned(Instant before, int most);

  /**
   * {@return names of requests whose tasks still wait; if there are more, a random choice of them}
   * Repeated calls so come to each, also behind many whose answers never come.
   *
   * @param before only requests sent before this time
   * @param most most names to return
   */
  List<String> waiting(Instant before, int most);
}

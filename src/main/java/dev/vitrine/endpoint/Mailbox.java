package dev.vitrine.endpoint;

import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores requests to asynchronous endpoints and their answers. Every method throws {@link
 * dev.vitrine.upload.StorageUnavailableException} if the store cannot be used at the moment.
 */
interface Mailbox {

  /** {@return the address of a request's stored body, {@code s3://...}} */
  String post(String endpoint, String inferenceId, byte[] request);

  /** {@return names of an endpoint's requests, posted since then, whose answers were not read} */
  List<String> unread(String endpoint, Instant since);

  /** {@return whether there is an object at {@code s3://...}} */
  boolean has(@Nullable String location);

  /** {@return the object at {@code s3://...}; empty if there is none} */
  Optional<byte[]> read(@Nullable String location);

  /** Stores a request's addresses; they replace its earlier ones. */
  void keep(String inferenceId, OpenQuestion question);

  /** {@return the request's addresses; empty if it was never sent, or is deleted} */
  Optional<OpenQuestion> find(String inferenceId);

  /** Deletes a request's body, which nobody reads once it is answered. */
  void answered(String endpoint, String inferenceId);

  /** Deletes a request and its answer, so that it can be sent anew. */
  void forget(String inferenceId, OpenQuestion question);

  /**
   * Deletes requests and answers about a picture, of this revision and of older ones, and remembers
   * the requests whose answers are still to come.
   *
   * @see #discard
   */
  void deleteAllAbout(PictureRef picture);

  /** Deletes the answer to a request about a picture that was deleted before the answer came. */
  void discard(String inferenceId);

  /**
   * {@return names of requests whose answers are to be discarded; if there are more, a random
   * choice of them} Repeated calls so come to each, also behind many whose answers never come.
   *
   * @param before only requests that were given up before this time
   * @param most most names to return
   */
  List<String> abandoned(Instant before, int most);
}

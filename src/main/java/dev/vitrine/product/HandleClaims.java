package dev.vitrine.product;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps which picture carries which handle of a seller. A claim may be left over. */
interface HandleClaims {

  /**
   * A claim of a handle.
   *
   * @param image the picture that carries it
   * @param at when it was made; 1970 if it was given up
   */
  record Claim(ImageId image, Instant at) {}

  /**
   * Claims a handle for a picture, unless there is a claim that counts. Of two calls at once the
   * second one sees the first one's claim.
   *
   * @param counts may be asked more than once
   * @return whether the picture has the claim now
   * @throws TableUnavailableException when the table cannot be written now
   */
  boolean claim(String seller, String handle, Claim wanted, Predicate<Claim> counts);

  /**
   * {@return the claims of handles, by handle}
   *
   * @throws TableUnavailableException when the table cannot be read now
   */
  Map<String, Claim> find(String seller, Set<String> handles);

  /** Gives a picture's claim up, if it has it. */
  void release(String seller, String handle, ImageId imageId);
}

package dev.vitrine.query;

import java.net.URI;
import java.time.Duration;

/** Gives permission to see a picture. */
interface PictureLinks {

  /** {@return an address that shows an object for some minutes, to whoever has it} */
  URI link(String bucket, String key);

  /**
   * {@return an address that shows an object to whoever has it}
   *
   * @param lifetime how long at most; in AWS it ends with the function's own credentials if they
   *     end sooner
   */
  URI link(String bucket, String key, Duration lifetime);
}

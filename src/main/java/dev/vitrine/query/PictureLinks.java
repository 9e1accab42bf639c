package dev.vitrine.query;

import java.net.URI;
import java.time.Duration;

/** Makes addresses that show a picture without further permission. */
public interface PictureLinks {

  /** {@return an address that shows an object to anybody who has the address, for 15 minutes} */
  URI link(String bucket, String key);

  /**
   * {@return an address that shows an object to anybody who has the address}
   *
   * @param lifetime after which the address stops working; in AWS it stops sooner if the function's
   *     credentials expire sooner
   */
  URI link(String bucket, String key, Duration lifetime);
}

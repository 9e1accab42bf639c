package dev.vitrine.query;

import java.net.URI;

/** Gives permission to see a picture. */
interface PictureLinks {

  /** {@return an address that shows an object for some minutes, to whoever has it} */
  URI link(String bucket, String key);
}

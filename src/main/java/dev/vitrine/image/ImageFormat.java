package dev.vitrine.image;

import java.util.Locale;

/** The file formats Vitrine reads. */
public enum ImageFormat {
  JPEG,
  PNG,
  WEBP,
  GIF,
  TIFF,
  BMP;

  /** {@return the IANA media type, e.g. {@code image/jpeg}} */
  public String mediaType() {
    return "image/" + name().toLowerCase(Locale.ROOT);
  }
}

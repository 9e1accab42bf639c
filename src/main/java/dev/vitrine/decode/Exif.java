package dev.vitrine.decode;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifInteropDirectory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a camera noted about a picture.
 *
 * @param orientation upright if the value is missing or invalid
 * @param isAdobeRgb whether the camera was set to Adobe RGB, for which it embeds no ICC profile
 * @see "CIPA DC-008 (Exif 2.32), 4.6.4, tag 0112h; CIPA DC-009 (DCF 2.0), optional color space"
 */
record Exif(Orientation orientation, boolean isAdobeRgb) {
  private static final Exif NONE = new Exif(Orientation.UPRIGHT, false);
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  /** Written by cameras that do not follow DCF. */
  private static final int ADOBE_RGB = 2;

  /**
   * @param exif TIFF block, with or without the prefix that JPEG puts before it
   * @return no notes when the block is missing or makes no sense
   */
  static Exif of(byte @Nullable [] exif) {
    if (exif == null) {
      return NONE;
    }
    int start = Arrays.mismatch(exif, PREFIX) >= PREFIX.length ? PREFIX.length : 0;
    Metadata metadata = new Metadata();
    try {
      new ExifReader().extract(new ByteArrayReader(exif), metadata, start);
    } catch (RuntimeException e) {
      return NONE; // a broken note about the picture is no reason to refuse the picture
    }
    return new Exif(
        Orientation.of(number(metadata, ExifIFD0Directory.class, 0x0112)), isAdobeRgb(metadata));
  }

  private static boolean isAdobeRgb(Metadata metadata) {
    Integer space = number(metadata, ExifSubIFDDirectory.class, 0xA001);
    Directory interop = metadata.getFirstDirectoryOfType(ExifInteropDirectory.class);
    String index = interop == null ? null : interop.getString(0x0001);
    return space != null && space == ADOBE_RGB || index != null && index.startsWith("R03");
  }

  private static @Nullable Integer number(
      Metadata metadata, Class<? extends Directory> kind, int tag) {
    Directory directory = metadata.getFirstDirectoryOfType(kind);
    return directory == null ? null : directory.getInteger(tag);
  }
}

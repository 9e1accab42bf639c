package dev.vitrine.table;

import dev.vitrine.image.ImageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * An image's position in every list: its time, then its id, so that no two images share a position.
 */
public final class Position {
  // Always three digits of a second: Instant.toString leaves zeros out, so its texts do not sort by
  // time.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Position() {}

  public static String of(Instant time, ImageId imageId) {
    return time(time) + "#" + imageId;
  }

  public static String time(Instant time) {
    return TIME.format(time);
  }

  public static ImageId imageId(String position) {
    return new ImageId(position.substring(position.indexOf('#') + 1));
  }
}

package dev.vitrine.table;

import dev.vitrine.image.ImageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where an image stands in every list: time, then id, so that no two share a place. */
public final class Position {
  // Always three digits of a second: Instant.toString leaves zeros out, and the order with them.
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

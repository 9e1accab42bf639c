package dev.vitrine.table;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.NameOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;

/** An image's position in lists: its time, then its id, so that no two images share a position. */
public final class Position {
  /** As DynamoDB sorts texts: by their bytes of UTF-8. */
  public static final Comparator<String> ORDER =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

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

  /** {@return the time of a position in lists by time} */
  public static Instant time(String position) {
    return Instant.parse(position.substring(0, position.indexOf('#')));
  }

  /**
   * {@return an image's position in lists by file name: the name, then the position in other lists,
   * so that equal names follow the time}
   *
   * @param key of the original
   */
  public static String byName(String key, String position) {
    return NameOrder.of(key) + "#" + position;
  }

  /** {@return the image at a position of any list} */
  public static ImageId imageId(String position) {
    return new ImageId(position.substring(position.lastIndexOf('#') + 1));
  }
}

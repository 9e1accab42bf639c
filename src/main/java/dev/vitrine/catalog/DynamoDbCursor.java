package dev.vitrine.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * Where a page ended. It names the query it belongs to, and a place in that query's list; both are
 * looked up under the asking seller's own keys, so a forged cursor shows nothing new.
 *
 * @param path how the list is walked, e.g. by status
 * @param position the last place looked at
 */
record DynamoDbCursor(DynamoDbPath.Kind path, String position) {
  private static final String FORMAT = "1";

  String text(ImageQuery query) {
    String plain = String.join("|", FORMAT, path.name(), fingerprint(query), position);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws InvalidCursorException when it was not made for {@code query}
   */
  static DynamoDbCursor of(String text, ImageQuery query) {
    try {
      byte[] plain = Base64.getUrlDecoder().decode(text);
      String[] parts = new String(plain, StandardCharsets.UTF_8).split("\\|", -1);
      if (parts.length == 4
          && parts[0].equals(FORMAT)
          && parts[2].equals(fingerprint(query))
          && !parts[3].isEmpty()) {
        Position.imageId(parts[3]);
        return new DynamoDbCursor(DynamoDbPath.Kind.valueOf(parts[1]), parts[3]);
      }
    } catch (IllegalArgumentException e) {
      // Neither base64, nor a path, nor a position: the same answer.
    }
    throw new InvalidCursorException();
  }

  private static String fingerprint(ImageQuery query) {
    return Integer.toHexString(
        Objects.hash(
            query.seller(),
            query.status() == null ? "" : query.status().word(),
            query.tag(),
            query.attribute()));
  }
}

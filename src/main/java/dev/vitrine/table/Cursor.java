package dev.vitrine.table;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of a list ended. A position is looked up under the asking seller's own keys, so a
 * forged cursor shows nothing new.
 *
 * @param list names the list and the query that the position belongs to; without {@code |}
 * @param position the last position on the page
 */
public record Cursor(String list, String position) {
  private static final String FORMAT = "2";

  /** In bytes of UTF-8: DynamoDB refuses longer sort keys. */
  private static final int LONGEST_POSITION = 1024;

  /** {@return the cursor as clients carry it: URL-safe, opaque} */
  public String text() {
    String plain = FORMAT + "|" + list + "|" + position;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return the cursor that a client carried}
   *
   * @throws InvalidCursorException when it is none of ours
   */
  public static Cursor of(String text) {
    try {
      byte[] plain = Base64.getUrlDecoder().decode(text);
      String[] parts = new String(plain, StandardCharsets.UTF_8).split("\\|", 3);
      if (parts.length == 3 && parts[0].equals(FORMAT) && isPosition(parts[2])) {
        return new Cursor(parts[1], parts[2]);
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidCursorException();
    }
    throw new InvalidCursorException();
  }

  private static boolean isPosition(String text) {
    return !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_POSITION;
  }

  /**
   * {@return the position of the cursor that a client carried}
   *
   * @throws InvalidCursorException when it is none of ours, or one of another list
   */
  public static String position(String text, String list) {
    Cursor cursor = of(text);
    if (!cursor.list().equals(list)) {
      throw new InvalidCursorException();
    }
    return cursor.position();
  }
}

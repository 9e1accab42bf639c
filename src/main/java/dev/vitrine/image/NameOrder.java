package dev.vitrine.image;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The order of file names as people count: {@code IMG_2.jpg} before {@code IMG_10.jpg}, capital and
 * small letters alike, {@code mug.jpg} before {@code mug 2.jpg}. A letter with an accent comes
 * after the same letter without it, however it is encoded. ICU's collator would do this by
 * language, in 14 MB, and its keys change with its releases, while those of the table must not.
 */
public final class NameOrder {
  /** A sort key of DynamoDB has 1,024 bytes at most, and more is appended to it. */
  private static final int MOST_BYTES = 900;

  /** Stands before the ending of a name; lower than every character that can be read. */
  private static final char ENDING = '\u0001';

  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");
  private static final int MOST_COUNTED = 8;

  private NameOrder() {}

  /**
   * {@return a text whose bytes of UTF-8 sort as the file's name does; at most 900 bytes, so of
   * very long names only the beginning counts} Equal for names that differ in letter case or
   * leading zeros only. Part of the table: with another result, raise {@code LocalRecount.CONTENT}.
   *
   * @param key of the original, or the file's name alone; folders say nothing
   */
  public static String of(String key) {
    String name =
        Normalizer.normalize(key.substring(key.lastIndexOf('/') + 1), Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    String ending = name.substring(Math.min(end + 1, name.length()));
    return cut(counted(name.substring(0, end)) + ENDING + counted(ending));
  }

  /** Puts the number of its digits before each number, and takes its leading zeros away. */
  private static String counted(String text) {
    return NUMBER.matcher(text).replaceAll(number -> countedNumber(number.group()));
  }

  /** A 9 stands for eight digits, so that what stands before the digits begins with a digit too. */
  private static String countedNumber(String number) {
    StringBuilder plain = new StringBuilder();
    number.codePoints().forEach(digit -> plain.append(Character.digit(digit, 10)));
    String digits = LEADING_ZEROS.matcher(plain).replaceFirst("");
    int before = digits.length() - 1;
    return "9".repeat(before / MOST_COUNTED) + (before % MOST_COUNTED + 1) + digits;
  }

  private static String cut(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(bytes.length, MOST_BYTES);
    while (end < bytes.length && (bytes[end] & 0xC0) == 0x80) {
      end--; // inside a character
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}

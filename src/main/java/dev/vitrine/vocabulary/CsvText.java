package dev.vitrine.vocabulary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of a comma-separated file, as spreadsheets write it: in UTF-8 or UTF-16 with a byte
 * order mark, in UTF-8 without one, or in Windows-1252; with commas, semicolons or tabs between the
 * cells.
 *
 * @param text without a byte order mark, and without a first line {@code sep=;}
 * @param separator between two cells
 * @param firstLine the number of the text's first line in the file, from 1
 * @param guessed whether the encoding was taken for Windows-1252, as it is no other of these
 */
record CsvText(String text, char separator, int firstLine, boolean guessed) {
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  static CsvText of(byte[] file) {
    Charset charset = charsetOf(file);
    boolean guessed = charset.equals(WINDOWS);
    String decoded = new String(file, charset);
    String plain = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    int end = plain.indexOf('\n');
    String first = (end < 0 ? plain : plain.substring(0, end)).stripTrailing();
    // Excel's own first line; a tab is stripped from its end.
    if (first.matches("(?i)\"?sep=.?\"?")) {
      String separator = first.replaceAll("(?i)\"?sep=|\"", "");
      String rest = end < 0 ? "" : plain.substring(end + 1);
      return new CsvText(rest, separator.isEmpty() ? '\t' : separator.charAt(0), 2, guessed);
    }
    return new CsvText(plain, separatorOf(first), 1, guessed);
  }

  /** {@return the separator that the header row has most often outside of quotation marks} */
  private static char separatorOf(String header) {
    String plain = header.replaceAll("\"[^\"]*\"", "");
    char most = ',';
    for (char candidate : SEPARATORS) {
      if (count(plain, candidate) > count(plain, most)) {
        most = candidate;
      }
    }
    return most;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private static Charset charsetOf(byte[] file) {
    if (isUtf16(file)) {
      return StandardCharsets.UTF_16;
    }
    return isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static boolean isUtf16(byte[] file) {
    return file.length >= 2
        && ((file[0] == (byte) 0xFE && file[1] == (byte) 0xFF)
            || (file[0] == (byte) 0xFF && file[1] == (byte) 0xFE));
  }

  private static boolean isUtf8(byte[] file) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}

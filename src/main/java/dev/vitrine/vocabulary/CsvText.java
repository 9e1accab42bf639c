package dev.vitrine.vocabulary;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a comma-separated file, as spreadsheets write it: in UTF-8 or UTF-16 with a byte
 * order mark, in the encoding that its sender names, in UTF-8 without a mark, or in Windows-1252;
 * with commas, semicolons or tabs between the cells.
 *
 * @param text without a byte order mark, and without a first line {@code sep=;}; {@link
 *     #UNREADABLE} stands for what the encoding does not have
 * @param separator between two cells
 * @param firstLine the number of the text's first line in the file, from 1
 * @param guessed whether the encoding was taken for Windows-1252, as it is no other of these
 */
public record CsvText(String text, char separator, int firstLine, boolean guessed) {
  /** Decoders write it in place of bytes that they cannot read. */
  public static final char UNREADABLE = '\uFFFD';

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /**
   * @param declared the encoding, as the sender names it; null if they do not
   */
  public static CsvText of(byte[] file, @Nullable Charset declared) {
    Charset marked = markedCharset(file);
    Charset known = marked == null ? declared : marked;
    Charset charset = known == null ? guessedCharset(file) : known;
    boolean guessed = known == null && charset.equals(WINDOWS);
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

  private static @Nullable Charset markedCharset(byte[] file) {
    if (beginsWith(file, 0xFE, 0xFF) || beginsWith(file, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16;
    }
    return beginsWith(file, 0xEF, 0xBB, 0xBF) ? StandardCharsets.UTF_8 : null;
  }

  private static boolean beginsWith(byte[] file, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= file.length || Byte.toUnsignedInt(file[i]) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return UTF-8, if most of what is not ASCII is UTF-8; otherwise Windows-1252} In a text of
   * Windows-1252 hardly two letters beside each other look like UTF-8, while a file of UTF-8 that
   * was cut or joined has a few bytes that are none.
   */
  private static Charset guessedCharset(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    long unreadable = count(text, UNREADABLE);
    long others = text.chars().filter(c -> c >= 0x80 && c != UNREADABLE).count();
    boolean isUtf8 = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), file);
    return isUtf8 || others > unreadable ? StandardCharsets.UTF_8 : WINDOWS;
  }
}

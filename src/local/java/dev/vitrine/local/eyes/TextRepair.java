package dev.vitrine.local.eyes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Mends a text as open_clip does before anything else: ftfy's fix_text, then HTML's references
 * twice. Of ftfy all is here except one thing: a text that was decoded from the wrong bytes
 * ("CafÃ©") stays as it is.
 *
 * @see <a href="https://ftfy.readthedocs.io">ftfy</a>
 */
final class TextRepair {
  private static final Pattern TERMINAL = Pattern.compile("\u001b\\[[\\d;]*[a-zA-Z]");
  private static final Pattern SINGLE_QUOTES = Pattern.compile("[\u02bc\u2018-\u201b]");
  private static final Pattern DOUBLE_QUOTES = Pattern.compile("[\u201c-\u201f]");
  private static final Pattern LINE_ENDS = Pattern.compile("\r\n|[\r\u2028\u2029\u0085]");
  private static final Pattern CONTROLS =
      Pattern.compile("[\u0000-\u0008\u000b\u000e-\u001f\u007f\u206a-\u206f\ufeff\ufff9-\ufffc]");
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** ftfy repeats until nothing changes; a text of 200 characters settles long before this. */
  private static final int MOST_ROUNDS = 20;

  private static final Map<Character, String> LIGATURES =
      Map.ofEntries(
          Map.entry('\u0132', "IJ"),
          Map.entry('\u0133', "ij"),
          Map.entry('\u0149', "\u02bcn"),
          Map.entry('\u01f1', "DZ"),
          Map.entry('\u01f2', "Dz"),
          Map.entry('\u01f3', "dz"),
          Map.entry('\u01c4', "D\u017d"),
          Map.entry('\u01c5', "D\u017e"),
          Map.entry('\u01c6', "d\u017e"),
          Map.entry('\u01c7', "LJ"),
          Map.entry('\u01c8', "Lj"),
          Map.entry('\u01c9', "lj"),
          Map.entry('\u01ca', "NJ"),
          Map.entry('\u01cb', "Nj"),
          Map.entry('\u01cc', "nj"),
          Map.entry('\ufb00', "ff"),
          Map.entry('\ufb01', "fi"),
          Map.entry('\ufb02', "fl"),
          Map.entry('\ufb03', "ffi"),
          Map.entry('\ufb04', "ffl"),
          Map.entry('\ufb05', "\u017ft"),
          Map.entry('\ufb06', "st"));

  private TextRepair() {}

  /** {@return the mended text, without white space around it} */
  static String mend(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    boolean references = true;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from) + 1;
      String line = text.substring(from, end == 0 ? text.length() : end);
      references &= line.indexOf('<') < 0; // else it may be HTML that is meant as it is
      mended.append(mendLine(line, references));
      from += line.length();
    }
    String plain = HtmlReferences.unescape(HtmlReferences.unescape(mended.toString()));
    return stripped(plain);
  }

  private static String mendLine(String line, boolean references) {
    String text = line;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      String before = text;
      if (references) {
        text = HtmlReferences.unescapeUnambiguous(text);
      }
      text = SINGLE_QUOTES.matcher(characters(text)).replaceAll("'");
      text = DOUBLE_QUOTES.matcher(text).replaceAll("\"");
      text = LINE_ENDS.matcher(text).replaceAll("\n");
      text = withoutHalfSurrogates(text);
      text = TERMINAL.matcher(text).replaceAll("");
      text = CONTROLS.matcher(text).replaceAll("");
      text = Normalizer.normalize(text, Form.NFC);
      if (text.equals(before)) {
        return text;
      }
    }
    return text;
  }

  /** Windows' characters at the places of control characters, ligatures, forms of another width. */
  private static String characters(String text) {
    StringBuilder fixed = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (c >= 0x80 && c <= 0x9f) {
        fixed.append(ofWindows(c));
      } else if (c == '\u3000' || (c > '\uff00' && c < '\ufff0')) {
        fixed.append(Normalizer.normalize(Character.toString(c), Form.NFKC));
      } else {
        fixed.append(LIGATURES.getOrDefault(c, Character.toString(c)));
      }
    }
    return fixed.toString();
  }

  /** Five bytes have no character in Windows-1252; they stay control characters. */
  static char ofWindows(char control) {
    char[] known = new String(new byte[] {(byte) control}, WINDOWS).toCharArray();
    return known[0] == '\ufffd' ? control : known[0];
  }

  private static String withoutHalfSurrogates(String text) {
    return StandardCharsets.UTF_16BE.newEncoder().canEncode(text)
        ? text
        : text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** {@return whether Python's str.isspace() says so} */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }
}

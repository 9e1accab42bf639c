package dev.vitrine.local.eyes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Character references of HTML ({@code &amp;}, {@code &#39;}) as Python and ftfy resolve them. */
final class HtmlReferences {
  private static final Pattern ANY =
      Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
  private static final Pattern UNAMBIGUOUS = Pattern.compile("&#?[0-9A-Za-z]{1,24};");

  /** Names with their semicolon, and those that HTML knows without it. */
  private static final Map<String, String> NAMES = names();

  /** Capitals of small names ({@code EACUTE;}) that mean nothing else. */
  private static final Map<String, String> CAPITALS = capitals();

  private HtmlReferences() {}

  /** {@return the text as Python's html.unescape gives it: also for names without a semicolon} */
  static String unescape(String text) {
    return replace(ANY, text, match -> resolve(match.group(1)));
  }

  /** {@return the text as ftfy gives it: only references that end and mean one thing} */
  static String unescapeUnambiguous(String text) {
    return replace(UNAMBIGUOUS, text, HtmlReferences::resolveUnambiguous);
  }

  private static String replace(Pattern what, String text, Function<MatchResult, String> by) {
    return text.indexOf('&') < 0
        ? text
        : what.matcher(text).replaceAll(match -> Matcher.quoteReplacement(by.apply(match)));
  }

  private static String resolveUnambiguous(MatchResult match) {
    String whole = match.group();
    String name = whole.substring(1);
    if (!name.startsWith("#")) {
      return NAMES.getOrDefault(name, CAPITALS.getOrDefault(name, whole));
    }
    String resolved = unescape(whole);
    return resolved.indexOf(';') < 0 ? resolved : whole;
  }

  private static String resolve(String reference) {
    if (reference.startsWith("#")) {
      return character(reference.substring(1).replace(";", ""));
    }
    for (int length = reference.length(); length > 1; length--) {
      String known = NAMES.get(reference.substring(0, length));
      if (known != null) {
        return known + reference.substring(length);
      }
    }
    return "&" + reference;
  }

  private static String character(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    String figures = (hex ? digits.substring(1) : digits).replaceFirst("^0+(?=.)", "");
    int code =
        figures.length() > 8 ? Integer.MAX_VALUE : (int) Long.parseLong(figures, hex ? 16 : 10);
    if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      return "\ufffd";
    }
    if (code == '\r' || (code >= 0x80 && code <= 0x9f)) {
      return Character.toString(code == '\r' ? '\r' : TextRepair.ofWindows((char) code));
    }
    return isInvalid(code) ? "" : Character.toString(code);
  }

  /** Control characters and those that stand for no character. */
  private static boolean isInvalid(int code) {
    return (code < 0x20 && code != '\t' && code != '\n' && code != '\f')
        || code == 0x7f
        || (code >= 0xfdd0 && code <= 0xfdef)
        || (code & 0xfffe) == 0xfffe;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    try (InputStream file = HtmlReferences.class.getResourceAsStream("/eyes/html5-entities.txt");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (line.charAt(0) != '#') {
          StringBuilder characters = new StringBuilder();
          for (String code : line.substring(space + 1).split("-", -1)) {
            characters.appendCodePoint(Integer.parseInt(code, 16));
          }
          names.put(line.substring(0, space), characters.toString());
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("the table of HTML's references cannot be read", e);
    }
  }

  private static Map<String, String> capitals() {
    Map<String, String> capitals = new HashMap<>();
    NAMES.forEach(
        (name, character) -> {
          String upper = name.toUpperCase(Locale.ROOT);
          if (name.endsWith(";")
              && name.equals(name.toLowerCase(Locale.ROOT))
              && unescape("&" + upper).equals("&" + upper)) {
            capitals.put(upper, character.toUpperCase(Locale.ROOT));
          }
        });
    return capitals;
  }
}

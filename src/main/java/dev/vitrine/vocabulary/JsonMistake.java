package dev.vitrine.vocabulary;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a text stops being JSON, and why, in words for somebody who does not know the parser.
 *
 * @param line from 1
 * @param column of the first character that cannot be read, from 1
 * @param reason half a sentence without a capital letter and a full stop
 */
public record JsonMistake(int line, int column, String reason) {
  private static final String COMMA_TOO_MANY = "a comma too many stands before it";
  private static final String VALUE_MISSING = "a value is missing before it";

  /** What the parser's messages contain, the first one that fits, and what each means. */
  private static final List<Explanation> EXPLANATIONS =
      List.of(
          new Explanation("Unexpected end-of-input", "a bracket or a quote is not closed"),
          new Explanation(
              "Unexpected character \\('([\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019'`])'",
              "names and texts stand between straight double quotes (\"), not %s"),
          new Explanation(
              "Invalid UTF-8", "a text must stand between straight double quotes (\"), in UTF-8"),
          new Explanation("Unexpected character \\('}'.*double-quote to start", COMMA_TOO_MANY),
          new Explanation("Unexpected character \\('}'.*expected a v", VALUE_MISSING),
          new Explanation(
              "Unexpected character \\(']'.*expected a v",
              COMMA_TOO_MANY + ", or a value is missing"),
          new Explanation("Unexpected character \\(','.*expected a v", VALUE_MISSING),
          new Explanation("comma to separate", "a comma is missing before it"),
          new Explanation("a colon to separate", "a colon is missing before it"),
          new Explanation("double-quote to start", "a name in double quotes must stand here"),
          new Explanation(
              "Unexpected close marker '(.)': expected '(.)'", "%s stands where %s is missing"),
          new Explanation("Unexpected close marker '(.)'", "%s closes nothing"),
          new Explanation("Unrecognized token '(.{1,60}?)'", "\"%s\" must stand in double quotes"),
          new Explanation("Duplicate field '(.{1,60}?)'", "\"%s\" is there twice"),
          new Explanation(
              "Illegal unquoted character",
              "a text has a line break or another control character, or its closing quote is"
                  + " missing"),
          new Explanation("escape", "a backslash stands before a character that needs none"),
          new Explanation("nesting depth", "brackets are nested too deeply"),
          new Explanation("length \\(", "a name, a text or a number is too long"),
          new Explanation(
              "Unexpected character \\('(.)' \\(code [^)]*\\)\\)(?! in numeric)",
              "%s cannot stand here"),
          new Explanation("(?i)numeric|number", "a number is not written as in JSON"),
          new Explanation("", "this cannot be read"));

  private record Explanation(String pattern, String reason) {}

  /** {@return the mistake that a parser has found, with its column in bytes of UTF-8} */
  public static JsonMistake of(JsonProcessingException e) {
    return of(e, column -> column);
  }

  /**
   * {@return the mistake that a parser has found}
   *
   * @param text that was parsed, in UTF-8
   */
  static JsonMistake of(JsonProcessingException e, byte[] text) {
    JsonLocation at = e.getLocation();
    return of(e, column -> at == null ? column : columnInCharacters(at, column, text));
  }

  private static JsonMistake of(JsonProcessingException e, UnaryOperator<Integer> columns) {
    JsonLocation at = e.getLocation();
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new JsonMistake(
        at == null ? 1 : Math.max(1, at.getLineNr()),
        columns.apply(column),
        reason(e.getOriginalMessage()));
  }

  private static int columnInCharacters(JsonLocation at, int column, byte[] text) {
    int end = (int) Math.min(Math.max(0, at.getByteOffset()), text.length);
    int begin = Math.max(0, end - (column - 1));
    while (end > begin && end < text.length && (text[end] & 0xC0) == 0x80) {
      end--; // to the first byte of the character
    }
    String before = new String(text, begin, end - begin, StandardCharsets.UTF_8);
    return before.codePointCount(0, before.length()) + 1;
  }

  private static String reason(String message) {
    for (Explanation explanation : EXPLANATIONS) {
      Matcher matcher = Pattern.compile(explanation.pattern(), Pattern.DOTALL).matcher(message);
      if (matcher.find()) {
        Object[] parts = new Object[matcher.groupCount()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = matcher.group(i + 1);
        }
        return explanation.reason().formatted(parts);
      }
    }
    throw new AssertionError("the last pattern fits everything");
  }
}

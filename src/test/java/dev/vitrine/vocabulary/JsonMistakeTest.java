package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMistakeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}          | 9  | a comma too many stands before it
          [1,]               | 4  | a comma too many stands before it, or a value is missing
          [1,,2]             | 4  | a value is missing before it
          {"a":}             | 6  | a value is missing before it
          {"a": 1 "b": 2}    | 9  | a comma is missing before it
          [1 2]              | 4  | a comma is missing before it
          {"a" 1}            | 6  | a colon is missing before it
          {a: 1}             | 2  | a name in double quotes must stand here
          {“a”: 1}           | 2  | names and texts stand between straight double quotes ("), not “
          {'a': 1}           | 2  | names and texts stand between straight double quotes ("), not '
          {"a": “x”}         | 7  | a text must stand between straight double quotes ("), in UTF-8
          {"a": "x           | 9  | a bracket or a quote is not closed
          {"a": {}           | 9  | a bracket or a quote is not closed
          {"a": red}         | 7  | "red" must stand in double quotes
          [1}                | 3  | } stands where ] is missing
          {"a": 01}          | 8  | a number is not written as in JSON
          {"a": -}           | 8  | a number is not written as in JSON
          {"a": :}           | 7  | : cannot stand here
          {"a": 1, "a": 2}   | 13 | "a" is there twice
          {"a": "\\x"}       | 9  | a backslash stands before a character that needs none
          {"größe": 1,}      | 13 | a comma too many stands before it
          """)
  void saysAtWhichCharacterWhatIsWrong(String json, int column, String reason) {
    assertThat(message(json)).isEqualTo(in(column, reason));
  }

  @Test
  void saysThatATextEndsNowhere() {
    assertThat(message("{\"a\": \"x\ny\"}"))
        .isEqualTo(
            in(
                9,
                "a text has a line break or another control character, or its closing quote is"
                    + " missing"));
  }

  @Test
  void saysThatBracketsAreNestedTooDeeply() {
    assertThat(message("[".repeat(61))).endsWith(": brackets are nested too deeply.");
  }

  @Test
  void countsLinesAndTheCharactersOfTheLastOne() {
    assertThatThrownBy(() -> LinedJson.parse(bytes("{\"ä\": 1,\n \"é\" 2}")))
        .isInstanceOfSatisfying(
            InvalidVocabularyException.class,
            e -> {
              VocabularyProblem problem = e.problems().get(0);
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.message()).isEqualTo(in(6, "a colon is missing before it"));
            });
  }

  private static String in(int column, String reason) {
    return "The file is not JSON from column " + column + " on: " + reason + ".";
  }

  private static String message(String json) {
    try {
      throw new AssertionError("it is JSON: " + LinedJson.parse(bytes(json)));
    } catch (InvalidVocabularyException e) {
      return e.problems().get(0).message();
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}

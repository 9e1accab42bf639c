package dev.vitrine.vocabulary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value with the line on which it begins.
 *
 * @param line from 1
 * @param value {@code Map<String, LinedJson>}, {@code List<LinedJson>}, String, Double, Boolean or
 *     null
 */
record LinedJson(int line, @Nullable Object value) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(60).build())
          .build();

  /**
   * {@return the value that the file consists of}
   *
   * @throws InvalidVocabularyException if the file is not JSON
   */
  static LinedJson parse(byte[] file) {
    try (JsonParser parser = FACTORY.createParser(file)) {
      if (parser.nextToken() == null) {
        throw refused(1, "The file is empty.");
      }
      LinedJson json = read(parser);
      if (parser.nextToken() != null) {
        throw refused(line(parser), "The file goes on after the end of the vocabulary.");
      }
      return json;
    } catch (JsonProcessingException e) {
      JsonMistake mistake = JsonMistake.of(e, file);
      throw refused(
          mistake.line(),
          "The file is not JSON from column %d on: %s."
              .formatted(mistake.column(), mistake.reason()));
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static InvalidVocabularyException refused(int line, String why) {
    return new InvalidVocabularyException(List.of(new VocabularyProblem(line, "", why)));
  }

  private static LinedJson read(JsonParser parser) throws IOException {
    int line = line(parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> new LinedJson(line, members(parser));
      case START_ARRAY -> new LinedJson(line, elements(parser));
      case VALUE_STRING -> new LinedJson(line, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new LinedJson(line, parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> new LinedJson(line, parser.getBooleanValue());
      default -> new LinedJson(line, null);
    };
  }

  private static Map<String, LinedJson> members(JsonParser parser) throws IOException {
    Map<String, LinedJson> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, read(parser));
    }
    return members;
  }

  private static List<LinedJson> elements(JsonParser parser) throws IOException {
    List<LinedJson> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(parser));
    }
    return elements;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}

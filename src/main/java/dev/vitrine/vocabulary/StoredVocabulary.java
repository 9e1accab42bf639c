package dev.vitrine.vocabulary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.table.StoredJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes and reads vocabularies as the table stores them: JSON, compressed with gzip. */
@RegisterForReflection(
    targets = {Vocabulary.class, Category.class, Question.class, Value.class, Calibration.class})
final class StoredVocabulary {
  private static final JsonMapper MAPPER = StoredJson.mapper();

  private StoredVocabulary() {}

  static byte[] write(Vocabulary vocabulary) {
    try {
      return StoredJson.compressed(MAPPER.writeValueAsBytes(vocabulary));
    } catch (JsonProcessingException e) {
      throw new AssertionError("a vocabulary is JSON", e);
    }
  }

  static Vocabulary read(byte[] stored) {
    try {
      return MAPPER.readValue(StoredJson.expanded(stored), Vocabulary.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored vocabulary cannot be read", e);
    }
  }
}

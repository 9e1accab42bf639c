package dev.vitrine.vocabulary;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.table.StoredJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Writes and reads vocabularies as the table stores them: JSON, compressed with gzip. */
@RegisterForReflection(
    targets = {Vocabulary.class, Category.class, Question.class, Value.class, Calibration.class})
final class StoredVocabulary {
  private static final JsonMapper MAPPER = StoredJson.mapper();

  private StoredVocabulary() {}

  static byte[] write(Vocabulary vocabulary) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      MAPPER.writeValue(out, vocabulary);
    } catch (IOException e) {
      throw new UncheckedIOException("a vocabulary in memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  static Vocabulary read(byte[] stored) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      return MAPPER.readValue(in, Vocabulary.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored vocabulary cannot be read", e);
    }
  }
}

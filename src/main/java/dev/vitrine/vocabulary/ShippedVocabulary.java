package dev.vitrine.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The vocabulary {@code retail}, which Vitrine ships: the same for every seller. */
@ApplicationScoped
@Typed(ShippedVocabulary.class) // Keeps it apart from the seller's own, which Vocabularies finds.
public class ShippedVocabulary implements VocabularySource {
  private static final String FILE = "/vocabulary/retail.json";

  private final Vocabulary retail;

  public ShippedVocabulary(ObjectMapper json) {
    try (InputStream file = ShippedVocabulary.class.getResourceAsStream(FILE)) {
      retail = json.readValue(file, Vocabulary.class);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " is not a vocabulary", e);
    }
  }

  @Override
  public Vocabulary of(String seller) {
    return retail;
  }
}

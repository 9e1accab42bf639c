package dev.vitrine.prompt;

import dev.vitrine.vocabulary.Evidence;
import java.util.List;
import java.util.Set;

/**
 * Text for an image generator.
 *
 * @param text caption, then terms, separated by commas; at most 77 CLIP tokens
 * @param mode {@code fast}, {@code classic}, {@code best}, {@code negative} or {@code caption}
 * @param terms what was added to the caption, and how near to the picture it is
 * @param evidence which models wrote it
 */
public record Prompt(String text, String mode, List<Term> terms, Evidence evidence) {
  public Prompt {
    if (text.isBlank()) {
      throw new IllegalArgumentException("prompt is blank");
    }
    terms = List.copyOf(terms);
  }

  /**
   * A term of a prompt.
   *
   * @param table {@code mediums}, {@code artists}, {@code movements}, {@code flavors}, ..., or
   *     {@link #WORDS}
   * @param text the term
   * @param similarity cosine in [-1, 1]
   */
  public record Term(String table, String text, double similarity) {
    /** The table of the words on the product. */
    public static final String WORDS = "words";

    /** The tables of facts that are in the record too, where a person corrects them. */
    private static final Set<String> FACTS = Set.of("tags", "colors", "background");

    /** {@return whether it repeats a tag, a measured color or the background} */
    public boolean repeatsFact() {
      return FACTS.contains(table);
    }
  }
}

package dev.vitrine.catalog;

import dev.vitrine.catalog.Corrections.WrittenText;
import dev.vitrine.image.Color;
import dev.vitrine.listing.ListingFacts;
import dev.vitrine.listing.ListingText;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Spelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an image: what a person wrote; else what follows from the accepted facts. A model's
 * caption and prompt apply as long as no person has corrected a fact, because they do not know the
 * correction.
 */
public final class ImageTexts {
  /** Characters of a prompt: image generators read 77 tokens, about four characters each. */
  private static final int LONGEST_PROMPT = 300;

  private final ImageRecord image;
  private @Nullable ListingFacts facts;

  ImageTexts(ImageRecord image) {
    this.image = image;
  }

  /** {@return a title; null if no person wrote one and no accepted fact names the product} */
  public @Nullable String title() {
    return written(TextName.TITLE, ListingText.title(facts()));
  }

  /** {@return an alt text; null if no person wrote one and no accepted fact names the product} */
  public @Nullable String altText() {
    return written(TextName.ALT_TEXT, ListingText.altText(facts()));
  }

  /** {@return a sentence about the picture; null if nobody has written one} */
  public @Nullable String caption() {
    String sentence = isCorrected() ? ListingText.altText(facts()) : null;
    return written(TextName.CAPTION, sentence == null ? modelsCaption() : ended(sentence));
  }

  private @Nullable String modelsCaption() {
    String caption = image.descriptionOrNone().caption();
    return caption == null || caption.isBlank() ? null : caption;
  }

  private static String ended(String sentence) {
    return sentence.matches(".*[.!?\u2026\u3002]") ? sentence : sentence + ".";
  }

  /** {@return text for an image generator; null if nobody has written one} */
  public @Nullable Prompt prompt() {
    Prompt model = image.descriptionOrNone().prompt();
    WrittenText own = image.corrections().text(TextName.PROMPT);
    String mode = model == null ? "fast" : model.mode();
    if (own != null) {
      return new Prompt(own.value(), mode, List.of(), Evidence.person(own.at()));
    }
    String sentence = isCorrected() ? ListingText.altText(facts()) : null;
    if (sentence == null || model == null) {
      return model;
    }
    // The sentence has the facts as they are corrected: a removed tag must not come back by a term.
    StringBuilder text = new StringBuilder("a photo of " + ListingText.uncapitalized(sentence));
    List<Prompt.Term> terms = new ArrayList<>();
    for (Prompt.Term said : model.terms()) {
      Prompt.Term term = said.table().equals(Prompt.Term.WORDS) ? productText(said) : said;
      boolean isSaid = term.repeatsFact() || Spelling.has(sentence, term.text());
      if (!isSaid && text.length() + 2 + term.text().length() <= LONGEST_PROMPT) {
        text.append(", ").append(term.text());
        terms.add(term);
      }
    }
    return new Prompt(text.toString(), mode, terms, Evidence.person(correctedAt()));
  }

  /** {@return the words of the prompt; null if nobody has written one} */
  @Nullable String promptText() {
    Prompt prompt = prompt();
    return prompt == null ? null : prompt.text();
  }

  /** {@return the term of the words on the product, as a person has corrected them} */
  private Prompt.Term productText(Prompt.Term read) {
    Attribute own = image.corrections().attributes().get(Question.TEXT);
    return own == null || image.descriptionOrNone().asksForText()
        ? read
        : new Prompt.Term(read.table(), own.value(), read.similarity());
  }

  /** {@return the names of the texts that a person wrote} */
  public List<String> locked() {
    return Arrays.stream(TextName.values())
        .map(TextName::word)
        .filter(image.corrections().texts()::containsKey)
        .toList();
  }

  private ListingFacts facts() {
    ListingFacts known = facts;
    if (known == null) {
      Measurements measured = image.measured();
      List<String> colors =
          measured == null ? List.of() : measured.colors().stream().map(Color::name).toList();
      known = ListingFacts.of(image.tags(), image.attributes(), colors);
      facts = known;
    }
    return known;
  }

  private @Nullable String written(TextName name, @Nullable String otherwise) {
    WrittenText own = image.corrections().text(name);
    return own == null ? otherwise : own.value();
  }

  /** Whether a person has corrected a fact. */
  private boolean isCorrected() {
    Corrections person = image.corrections();
    return !person.tags().isEmpty()
        || !person.refused().isEmpty()
        || !person.attributes().isEmpty();
  }

  private Instant correctedAt() {
    List<PastCorrection> past = image.corrections().past();
    return past.isEmpty() ? image.original().uploadedAt() : past.get(past.size() - 1).at();
  }
}

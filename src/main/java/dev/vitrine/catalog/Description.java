package dev.vitrine.catalog;

import dev.vitrine.failure.ImageError;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.lesson.Judgement;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that models gave to a revision. {@link ImageRecord#tags()} and the like add the
 * person's corrections.
 *
 * @param tags highest score first
 * @param suggestions highest score first
 * @param attributes by name
 * @param notSure attributes without an accepted value
 * @param embedding of the picture; null if the model returns none
 * @param tagError why there are no tags, or only those of an earlier run; null when tagging worked
 * @param asOf when the vocabulary and the thresholds that decided the tags were read; null if they
 *     were decided by a release that did not note it
 * @param caption a plain sentence; null when writing failed
 * @param prompt null when writing failed
 * @param promptError why there is no prompt, or only that of an earlier run; null when writing
 *     worked
 * @param productText the words that a captioner read on the product; null if it read none
 * @param boxes the products of a picture that shows several; empty if it shows one, or if its
 *     captioner says no places
 * @param detected the boxes by which a restyle keeps the product, also of a picture that shows one;
 *     null if the captioner saw none, or did not look
 * @param boxesError why products among several are not tagged, or not told apart, or only by an
 *     earlier run; null when all are, or there are not several
 */
public record Description(
    List<Tag> tags,
    List<Suggestion> suggestions,
    Map<String, Attribute> attributes,
    List<NotSure> notSure,
    @Nullable Embedding embedding,
    @Nullable ImageError tagError,
    @Nullable Instant asOf,
    @Nullable String caption,
    @Nullable Prompt prompt,
    @Nullable ImageError promptError,
    @Nullable Attribute productText,
    List<SeenProduct> boxes,
    @Nullable DetectedBoxes detected,
    @Nullable ImageError boxesError) {

  /** No values yet. */
  static final Description NONE =
      new Description(
          List.of(), List.of(), Map.of(), List.of(), null, null, null, null, null, null, null,
          List.of(), null, null);

  public Description {
    tags = List.copyOf(tags);
    suggestions = List.copyOf(suggestions);
    notSure = notSure == null ? List.of() : List.copyOf(notSure); // records of before had none
    boxes = boxes == null ? List.of() : List.copyOf(boxes); // records of before had none
    // Map.copyOf has another order in every process, so that lists on the page would jump.
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  Description tagged(TagImageResult found) {
    return new Description(
        found.tags(),
        found.suggestions(),
        found.attributes(),
        found.notSure(),
        found.embedding(),
        null,
        found.asOf(),
        caption,
        prompt,
        promptError,
        productText,
        boxes,
        detected,
        boxesError);
  }

  /**
   * {@return whether there are tags by a later reading of vocabulary and thresholds} An answer by
   * an earlier reading must not replace them, however late it comes.
   *
   * @param reading when those of the answer were read; null if unknown
   * @param now a reading that was noted in the future is none: a clock was wrong
   */
  public boolean isTaggedAfter(@Nullable Instant reading, Instant now) {
    return reading != null && asOf != null && reading.isBefore(asOf) && !asOf.isAfter(now);
  }

  /** {@return this description with what tagging gave to another one of the same revision} */
  Description withTagsOf(Description other) {
    return tagged(
        new TagImageResult(
            other.tags,
            other.suggestions,
            other.attributes,
            other.notSure,
            other.embedding,
            other.asOf));
  }

  /**
   * Stores what WritePrompt answered, and removes the boxes: {@link #withProducts} adds the new
   * ones. The boxes of an earlier run stay only if the same captioner answered and did not look for
   * products this time; those that a restyle needs, only if the same models did.
   */
  Description written(WritePromptResult written) {
    boolean keepsBoxes = written.products() == null && isOfTheirCaptioner(written);
    boolean keepsDetected = written.products() == null && isOfTheSameModels(written);
    return new Description(
        tags,
        suggestions,
        attributes,
        notSure,
        embedding,
        tagError,
        asOf,
        written.caption(),
        written.prompt(),
        null,
        written.productText(),
        keepsBoxes ? boxes : List.of(),
        keepsDetected ? detected : written.detected(),
        keepsBoxes ? boxesError : null);
  }

  /** {@return whether the captioner of the boxes wrote this; its model is "captioner + CLIP"} */
  private boolean isOfTheirCaptioner(WritePromptResult written) {
    String model = written.prompt().evidence().model();
    return boxes.stream()
        .map(box -> box.label().evidence().model())
        .allMatch(captioner -> (model + " + ").startsWith(captioner + " + "));
  }

  private boolean isOfTheSameModels(WritePromptResult written) {
    return prompt != null
        && Objects.equals(prompt.evidence().model(), written.prompt().evidence().model());
  }

  Description withProducts(List<SeenProduct> products, @Nullable ImageError error) {
    return new Description(
        tags,
        suggestions,
        attributes,
        notSure,
        embedding,
        tagError,
        asOf,
        caption,
        prompt,
        promptError,
        productText,
        products,
        detected,
        error);
  }

  /** Tagging failed; what an earlier run of the same revision found stays, beside the error. */
  Description tagFailed(ImageError error) {
    boolean hasEarlier = !tags.isEmpty() || !attributes.isEmpty();
    return withErrors(hasEarlier ? error.saying("Its earlier tags stay.") : error, promptError);
  }

  /** Writing failed; a prompt of an earlier run of the same revision stays, beside the error. */
  Description promptFailed(ImageError error) {
    return withErrors(tagError, prompt == null ? error : error.saying("Its earlier prompt stays."));
  }

  private Description withErrors(@Nullable ImageError tagging, @Nullable ImageError writing) {
    return new Description(
        tags,
        suggestions,
        attributes,
        notSure,
        embedding,
        tagging,
        asOf,
        caption,
        prompt,
        writing,
        productText,
        boxes,
        detected,
        boxesError);
  }

  /**
   * {@return whether the vocabulary has a question of its own named {@link Question#TEXT}} Its
   * answer then takes the place of the words that a captioner read.
   */
  boolean asksForText() {
    return attributes.containsKey(Question.TEXT)
        || notSure.stream().anyMatch(open -> open.attribute().equals(Question.TEXT));
  }

  /** {@return the model that gave the suggestions; null if unknown} */
  @Nullable String model() {
    if (embedding != null) {
      return embedding.model();
    }
    return Stream.concat(
            tags.stream().map(Tag::evidence), attributes.values().stream().map(Attribute::evidence))
        .flatMap(evidence -> Stream.ofNullable(evidence.model()))
        .findFirst()
        .orElse(null);
  }

  /** {@return what machines claim, for a judgement of it} */
  public Judgement.ModelClaims claims() {
    return new Judgement.ModelClaims(tags, attributes, suggestions, model());
  }

  /**
   * Telling products apart failed; those of an earlier run of the same revision stay, beside the
   * error, unless the failed run has tagged more of them.
   *
   * @param earlier of the earlier run
   * @param found of the failed run, also those without tags
   */
  Description productsFailed(List<SeenProduct> earlier, List<SeenProduct> found, ImageError error) {
    return earlier.isEmpty() || numberOfTagged(found) > numberOfTagged(earlier)
        ? withProducts(found, error)
        : withProducts(earlier, error.saying("Its earlier products stay."));
  }

  private static long numberOfTagged(List<SeenProduct> products) {
    return products.stream().filter(one -> one.category() != null || !one.tags().isEmpty()).count();
  }

  /** {@return what several products are called: categories, the captioner's words, and tags} */
  List<String> boxNames() {
    return boxes.stream()
        .flatMap(
            one ->
                Stream.concat(
                    Stream.of(one.category(), one.label())
                        .flatMap(Stream::ofNullable)
                        .map(Attribute::value),
                    one.tags().stream().map(Tag::label)))
        .distinct()
        .toList();
  }

  /** {@return whether neither tags nor prompt nor boxes have failed} */
  public boolean isComplete() {
    return errors().isEmpty();
  }

  /** {@return why tags, prompt or boxes have failed; empty when none has} */
  List<ImageError> errors() {
    return Stream.of(tagError, promptError, boxesError).flatMap(Stream::ofNullable).toList();
  }
}

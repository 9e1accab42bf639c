package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.Judgement;
import dev.vitrine.lesson.ShopWords;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The actions of a person on an image. Each returns the changed record, or empty if the seller has
 * no such image. Repeating an action changes nothing.
 */
@ApplicationScoped
public class ImageActions {
  private final Catalog catalog;
  private final Uploads uploads;
  private final ImageStarter starter;
  private final Teaching teaching;
  private final Clock clock;

  ImageActions(
      Catalog catalog, Uploads uploads, ImageStarter starter, Teaching teaching, Clock clock) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.starter = starter;
    this.teaching = teaching;
    this.clock = clock;
  }

  /** Adds a tag, or accepts a suggested one; a known word gets the shop's spelling. */
  public Optional<ImageRecord> addTag(String seller, ImageId imageId, TagLabel label) {
    ShopWords words = teaching.words(seller);
    TagLabel written = written(words, label);
    return correct(
        seller,
        imageId,
        words,
        verdict -> words.isAbout(verdict, written.value()),
        image -> image.corrections().tagAdded(written, clock.instant()));
  }

  /** Removes a tag, or dismisses a suggestion, so that no run brings it back. */
  public Optional<ImageRecord> removeTag(String seller, ImageId imageId, TagLabel label) {
    ShopWords words = teaching.words(seller);
    TagLabel written = written(words, label);
    return correct(
        seller,
        imageId,
        words,
        verdict -> words.isAbout(verdict, written.value()),
        image -> image.corrections().tagRemoved(image.shows(label) ? label : written));
  }

  /** Sets an attribute and locks it; a known word gets the shop's spelling. */
  public Optional<ImageRecord> setAttribute(String seller, ImageId imageId, Facet.Key value) {
    ShopWords words = teaching.words(seller);
    String written = words.spelled(value.name(), value.value());
    return correct(
        seller,
        imageId,
        words,
        verdict -> verdict.attribute().equals(value.name()),
        image -> {
          Instant now = clock.instant();
          Corrections corrections = image.corrections().attributeSet(value.name(), written, now);
          return value.name().equals(Question.CATEGORY)
              ? corrections.withDepartment(words.department(written).orElse(null), now)
              : corrections;
        });
  }

  /** Unlocks an attribute: the machine's value applies again. */
  public Optional<ImageRecord> unlockAttribute(String seller, ImageId imageId, String name) {
    return correct(
        seller,
        imageId,
        teaching.words(seller),
        verdict -> verdict.attribute().equals(name),
        image -> {
          Corrections corrections = image.corrections().attributeUnlocked(name);
          return name.equals(Question.CATEGORY)
              ? corrections.attributeUnlocked(Question.DEPARTMENT)
              : corrections;
        });
  }

  private static TagLabel written(ShopWords words, TagLabel label) {
    String written = words.spelled(Question.TAG, label.value());
    return written.length() > TagLabel.LONGEST ? label : new TagLabel(written);
  }

  private Optional<ImageRecord> correct(
      String seller,
      ImageId imageId,
      ShopWords words,
      Predicate<Verdict> about,
      Function<ImageRecord, Corrections> word) {
    List<Verdict> before = new ArrayList<>();
    Optional<ImageRecord> corrected =
        catalog.update(
            seller,
            imageId,
            image -> {
              before.clear();
              before.addAll(image.corrections().verdicts());
              return judged(image.with(word.apply(image)), words);
            });
    corrected.ifPresent(
        image ->
            teaching.record(seller, imageId, before, image.corrections().verdicts(), words, about));
    return corrected;
  }

  /** {@return the record with the verdicts on models' values that follow from its corrections} */
  private static ImageRecord judged(ImageRecord image, ShopWords words) {
    List<Verdict> verdicts =
        Judgement.verdicts(image.claims(), image.corrections().decisions(), words);
    return image.with(image.corrections().with(verdicts));
  }

  /**
   * Orders a restyle.
   *
   * @throws ActionRefusedException when there is no rendition yet
   */
  public Optional<ImageRecord> restyle(String seller, ImageId imageId, RestyleOrder order) {
    return catalog
        .update(seller, imageId, image -> ImageJourney.ordered(image, order, clock.instant()))
        .map(starter::start);
  }

  /**
   * Repeats the failed steps.
   *
   * @throws ActionRefusedException if nothing failed, or no retry would help
   */
  public Optional<ImageRecord> retry(String seller, ImageId imageId) {
    return catalog
        .update(seller, imageId, image -> ImageJourney.retried(image, clock.instant()))
        .map(starter::start);
  }

  /** Deletes the picture, what was derived from it, and at last its record. */
  public Optional<ImageRecord> delete(String seller, ImageId imageId) {
    Optional<ImageRecord> image = catalog.find(seller, imageId);
    // The record goes last: while it is there, a deletion that was cut off can be repeated.
    image.ifPresent(uploads::delete);
    image.ifPresent(known -> catalog.delete(seller, imageId));
    return image;
  }
}

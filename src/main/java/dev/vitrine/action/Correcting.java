package dev.vitrine.action;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Corrections;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.Judgement;
import dev.vitrine.lesson.ShopWords;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes and undoes a person's corrections, and learns from them. */
final class Correcting {
  private final Catalog catalog;
  private final Teaching teaching;
  private final Clock clock;

  Correcting(Catalog catalog, Teaching teaching, Clock clock) {
    this.catalog = catalog;
    this.teaching = teaching;
    this.clock = clock;
  }

  /**
   * Makes corrections of one image in one write, as one correction; a known word gets the shop's
   * spelling. Repeating it changes nothing, also if another correction has followed.
   *
   * @param corrections in the order in which they are made
   * @param id by which they can be undone
   * @param isOrdered whether they are part of an order for many images, whose id the image
   *     remembers
   * @param check throws {@link ActionRefusedException} if the image, as it is now, does not allow
   *     them; not asked when they are repeated
   * @return the changed record; empty if the seller has no such image
   */
  Optional<ImageRecord> make(
      String seller,
      ImageId imageId,
      List<Correction> corrections,
      String id,
      boolean isOrdered,
      Consumer<ImageRecord> check) {
    ShopWords words = teaching.words(seller);
    List<Correction> spelled = spelled(seller, corrections, words);
    return change(
        seller,
        imageId,
        words,
        verdict -> spelled.stream().anyMatch(one -> about(one, words).test(verdict)),
        image -> {
          if (image.corrections().knows(id)) {
            return image.corrections();
          }
          check.accept(image);
          Corrections made = corrected(image, spelled, words, id);
          return isOrdered ? made.ordered(id) : made;
        });
  }

  /** {@return the image as it would be if {@link #make} made these corrections} */
  ImageRecord preview(ImageRecord image, List<Correction> corrections, String id) {
    ShopWords words = teaching.words(image.seller());
    return image.corrections().knows(id)
        ? image
        : judged(
            image.with(corrected(image, spelled(image.seller(), corrections, words), words, id)),
            words);
  }

  private Corrections corrected(
      ImageRecord image, List<Correction> corrections, ShopWords words, String id) {
    Instant now = clock.instant();
    ImageRecord corrected = image;
    for (Correction correction : corrections) {
      corrected = corrected.with(corrected(corrected, correction, words, now));
    }
    return corrected.corrections().undoable(id, now, image.corrections());
  }

  private List<Correction> spelled(String seller, List<Correction> corrections, ShopWords words) {
    return corrections.stream().map(one -> spelled(seller, one, words)).toList();
  }

  /** Gives a word of the seller's own the spelling that their images already have. */
  private Correction spelled(String seller, Correction correction, ShopWords words) {
    return correction instanceof Correction.AttributeSet set
            && words.isOwn(set.value().name(), set.value().value())
        ? new Correction.AttributeSet(catalog.spelled(seller, set.value()))
        : correction;
  }

  /**
   * Undoes a correction. Repeating it changes nothing.
   *
   * @return the changed record; empty if the seller has no such image
   * @throws ActionRefusedException if the image has no correction of this id to undo
   */
  Optional<ImageRecord> undo(String seller, ImageId imageId, String id) {
    return change(
        seller,
        imageId,
        teaching.words(seller),
        verdict -> false,
        image -> {
          Corrections undone = image.corrections().undone(id);
          if (undone == image.corrections()) {
            throw new ActionRefusedException(
                "NOTHING_TO_UNDO", "This correction cannot be undone any more.");
          }
          return undone;
        });
  }

  private static Corrections corrected(
      ImageRecord image, Correction correction, ShopWords words, Instant now) {
    Corrections corrections = image.corrections();
    if (correction instanceof Correction.TagAdded added) {
      String label = written(words, added.label()).value();
      String plainName = words.plainName(Question.TAG, label).orElse(null);
      return corrections.tagAdded(new Tag(label, 1, Evidence.person(now), plainName));
    }
    if (correction instanceof Correction.TagRemoved removed) {
      TagLabel label = removed.label();
      return corrections.tagRemoved(shows(image, label) ? label : written(words, label));
    }
    if (correction instanceof Correction.AttributeSet set) {
      return attributeSet(corrections, set.value(), words, now);
    }
    if (correction instanceof Correction.AttributeUnlocked unlocked) {
      Corrections without = corrections.attributeUnlocked(unlocked.name());
      return unlocked.name().equals(Question.CATEGORY)
          ? without.attributeUnlocked(Question.DEPARTMENT)
          : without;
    }
    if (correction instanceof Correction.TextWritten text) {
      return corrections.written(text.name(), text.value().strip(), now);
    }
    if (correction instanceof Correction.Placed placed) {
      return corrections.placed(placed.place(), now);
    }
    if (correction instanceof Correction.PlaceUnlocked) {
      return corrections.placeUnlocked();
    }
    return corrections.written(((Correction.TextUnlocked) correction).name(), null, now);
  }

  /** {@return whether a label is among what a person can see of tags and suggestions} */
  private static boolean shows(ImageRecord image, TagLabel label) {
    return Stream.concat(
            image.tags().stream().map(Tag::label),
            image.suggestions().stream().map(Suggestion::label))
        .anyMatch(shown -> TagLabel.plain(shown).equals(label.value()));
  }

  private static Corrections attributeSet(
      Corrections corrections, Facet.Key value, ShopWords words, Instant now) {
    String written = words.spelled(value.name(), value.value());
    if (!value.name().equals(Question.CATEGORY)) {
      return corrections.attributeSet(value.name(), written, now);
    }
    String plainName = words.plainName(Question.CATEGORY, written).orElse(null);
    return corrections
        .attributeSet(
            value.name(), new Attribute(written, 1, Evidence.person(now), true, plainName))
        .withDepartment(words.department(written).orElse(null), now);
  }

  /** {@return which verdicts to record even if they are known, as an earlier lesson may be lost} */
  private static Predicate<Verdict> about(Correction correction, ShopWords words) {
    if (correction instanceof Correction.TagAdded added) {
      return verdict -> words.isAbout(verdict, written(words, added.label()).value());
    }
    if (correction instanceof Correction.TagRemoved removed) {
      return verdict -> words.isAbout(verdict, written(words, removed.label()).value());
    }
    if (correction instanceof Correction.AttributeSet set) {
      return verdict -> verdict.attribute().equals(set.value().name());
    }
    if (correction instanceof Correction.AttributeUnlocked unlocked) {
      return verdict -> verdict.attribute().equals(unlocked.name());
    }
    return verdict -> false;
  }

  private static TagLabel written(ShopWords words, TagLabel label) {
    String written = words.spelled(Question.TAG, label.value());
    return written.length() > TagLabel.LONGEST ? label : new TagLabel(written);
  }

  private Optional<ImageRecord> change(
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

  /** {@return the record with the verdicts on machines' claims that follow from its corrections} */
  private static ImageRecord judged(ImageRecord image, ShopWords words) {
    List<Verdict> verdicts =
        Judgement.verdicts(
            image.descriptionOrNone().claims(), image.corrections().decisions(), words);
    return image.with(image.corrections().with(verdicts));
  }
}

package dev.vitrine.action;

import dev.vitrine.action.Retag.Change;
import dev.vitrine.action.Retag.Changed;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Run;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tags pictures again with another vocabulary, or with the thresholds that corrections have changed
 * since. It uses the stored embeddings, so no picture is read or encoded again.
 */
@ApplicationScoped
public class Retagging {
  /** Most pictures that one call looks at. */
  public static final int MOST = 50;

  private static final Logger LOG = Logger.getLogger(Retagging.class);
  private static final int STEP = 5;
  private static final int MOST_TRIES = 5;

  /** The model's error codes for an embedding that another model made. */
  private static final Set<String> ANOTHER_MODELS =
      Set.of("EMBEDDING_OF_ANOTHER_MODEL", "INVALID_IMAGE");

  private final Catalog catalog;
  private final PictureTagger tagger;
  private final VocabularySource vocabularies;
  private final ThresholdSource taught;
  private final ImageStarter starter;
  private final Clock clock;

  public Retagging(
      Catalog catalog,
      PictureTagger tagger,
      VocabularySource vocabularies,
      ThresholdSource taught,
      ImageStarter starter,
      Clock clock) {
    this.catalog = catalog;
    this.tagger = tagger;
    this.vocabularies = vocabularies;
    this.taught = taught;
    this.starter = starter;
    this.clock = clock;
  }

  /**
   * {@return the changes that a vocabulary would make to the newest pictures} Nothing is stored.
   *
   * @param images how many pictures to look at, at most {@link #MOST}
   * @throws ModelRefusedException if the model refuses the vocabulary's labels
   */
  public Retag preview(String seller, Vocabulary draft, int images) {
    return walk(seller, images, null, new Attempt(seller, clock.instant(), draft, false));
  }

  /**
   * Tags a page of pictures again with the seller's live vocabulary, newest first. With {@code
   * apply}, a new run is started for pictures without an embedding of today's model. Pictures that
   * are being restyled are tagged too; those that are being described are only counted. A repeated
   * call changes nothing more.
   *
   * @param apply whether to store it
   * @param limit how many pictures to look at, at most {@link #MOST}
   * @param cursor of the previous page; null for the first
   * @throws InvalidCursorException if the cursor is not one of this list
   * @throws ModelRefusedException if the model refuses the vocabulary's labels
   */
  public Retag page(String seller, boolean apply, int limit, @Nullable String cursor) {
    Instant asOf = clock.instant(); // before the vocabulary is read
    return walk(seller, limit, cursor, new Attempt(seller, asOf, vocabularies.of(seller), apply));
  }

  private Retag walk(String seller, int limit, @Nullable String cursor, Attempt attempt) {
    String next =
        new BoundedWalk(catalog, clock, STEP)
            .visit(
                ImageQuery.all(seller),
                limit,
                cursor,
                image -> {
                  attempt.take(image);
                  return true;
                });
    return new Retag(
        attempt.changed,
        attempt.unchanged,
        attempt.withoutEmbedding,
        attempt.waiting,
        attempt.tooLarge,
        next);
  }

  /** One call and its results so far. */
  private final class Attempt {
    private final Instant asOf;
    private final SellerThresholds thresholds;
    private final Vocabulary vocabulary;
    private final boolean apply;
    private final String execution;

    private final List<Changed> changed = new ArrayList<>();
    private int unchanged;
    private int withoutEmbedding;
    private int waiting;
    private int tooLarge;
    private List<Change> stored = List.of();

    /**
     * @param asOf a time before the vocabulary was read
     */
    private Attempt(String seller, Instant asOf, Vocabulary vocabulary, boolean apply) {
      this.asOf = asOf;
      this.thresholds = taught.of(seller);
      this.vocabulary = vocabulary;
      this.apply = apply;
      this.execution = "retag-" + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void take(ImageRecord image) {
      if (Run.isDescribing(image)) {
        waiting++; // Its run may have read an earlier vocabulary: a later call has to tag it.
        return;
      }
      if (image.description() == null) {
        return; // It was rejected or has failed; a retry tags it with the vocabulary of then.
      }
      Optional<List<Change>> changes;
      try {
        changes = apply ? apply(image) : preview(image);
      } catch (ItemTooLargeException e) {
        LOG.warnf(e, "image %s keeps its tags", image.imageId());
        tooLarge++;
        return;
      }
      if (changes.isEmpty()) {
        countUntagged(image);
      } else if (changes.get().isEmpty()) {
        unchanged++;
      } else {
        changed.add(Changed.of(image.imageId(), changes.get()));
      }
    }

    /** No new run is started beside one that restyles the picture. */
    private void countUntagged(ImageRecord image) {
      if (image.status().unfinished()) {
        waiting++;
      } else {
        withoutEmbedding++;
      }
    }

    private Optional<List<Change>> preview(ImageRecord image) {
      return again(image).map(found -> Retag.between(image, ImageJourney.retagged(image, found)));
    }

    private Optional<List<Change>> apply(ImageRecord first) {
      ImageRecord image = first;
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        Optional<TagImageResult> found = again(image);
        if (found.isEmpty()) {
          if (!image.status().unfinished()) {
            restart(image);
          }
          return Optional.empty();
        }
        Optional<ImageRecord> newer = store(image, found.get());
        if (newer.isEmpty()) {
          return Optional.of(stored);
        }
        image = newer.get();
      }
      throw new TableUnavailableException(
          "image " + first.imageId() + " is changed by too many callers at once", null);
    }

    /**
     * {@return the record, if another run changed it in the meantime; empty if the write succeeded,
     * the image was deleted, or another call has tagged it by a later reading of the vocabulary}
     */
    private Optional<ImageRecord> store(ImageRecord image, TagImageResult found) {
      AtomicReference<@Nullable ImageRecord> newer = new AtomicReference<>();
      stored = List.of();
      catalog.update(
          image.seller(),
          image.imageId(),
          now -> {
            stored = List.of();
            boolean same =
                now.original().equals(image.original()) && embedding(now).equals(embedding(image));
            newer.set(same ? null : now);
            if (!same || now.descriptionOrNone().isTaggedAfter(asOf, clock.instant())) {
              return now;
            }
            ImageRecord after = ImageJourney.retagged(now, found);
            stored = Retag.between(now, after);
            return after;
          });
      return Optional.ofNullable(newer.get());
    }

    private Optional<TagImageResult> again(ImageRecord image) {
      Optional<Embedding> embedding = embedding(image);
      try {
        return embedding.map(e -> tagger.tagAgain(e, vocabulary, thresholds, execution).asOf(asOf));
      } catch (ModelRefusedException e) {
        if (ANOTHER_MODELS.contains(e.code())) {
          return Optional.empty();
        }
        throw e;
      }
    }
  }

  private static Optional<Embedding> embedding(ImageRecord image) {
    return Optional.ofNullable(image.descriptionOrNone().embedding());
  }

  private void restart(ImageRecord image) {
    catalog
        .update(
            image.seller(), image.imageId(), now -> ImageJourney.redescribed(now, clock.instant()))
        .ifPresent(starter::start);
  }
}

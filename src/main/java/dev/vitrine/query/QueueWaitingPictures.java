package dev.vitrine.query;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Card.OpenWork;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.endpoint.ModelQueues;
import dev.vitrine.endpoint.ModelQueues.Length;
import dev.vitrine.endpoint.WaitsFor;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Places in AWS, where a queue says how many messages it has, but not which. A place is therefore
 * derived, and approximate:
 *
 * <ul>
 *   <li>The queue before the model says how many tasks wait in all; it counts approximately.
 *   <li>The catalog says how many pictures of the seller are being worked on, and how many of these
 *       were uploaded before this one. As queues deliver a seller's messages about in their order,
 *       that is the picture's rank among the seller's own.
 *   <li>If fewer tasks wait than the seller has pictures, the oldest are the ones being done.
 *   <li>Fair queues take sellers in turn. How many others there are is not known: they count as one
 *       who is served alternately, as long as tasks of theirs wait.
 *   <li>A picture that a person asked for is in the urgent queue, and counts as its last.
 *   <li>The pace is that of the seller's own pictures which were finished in the last quarter of an
 *       hour, so that it includes what others take. With fewer than five of them, for restyles and
 *       for urgent pictures no time is given.
 * </ul>
 *
 * <p>An answer costs at most two counts and a list of 25 images of the catalog, and for ten seconds
 * after the last one nothing.
 */
@DefaultBean
@ApplicationScoped
class QueueWaitingPictures implements WaitingPictures {
  private static final Logger LOG = Logger.getLogger(QueueWaitingPictures.class);
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 1_000;
  private static final Duration RECENT = Duration.ofMinutes(15);
  private static final int FEWEST_FOR_A_PACE = 5;
  private static final int MOST_FOR_A_PACE = 25;

  private final Catalog catalog;
  private final ModelQueues queues;
  private final Clock clock;

  /** By seller and position. */
  private final Map<String, Own> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Own> eldest) {
              return size() > MOST_KEPT;
            }
          });

  QueueWaitingPictures(Catalog catalog, ModelQueues queues, Clock clock) {
    this.catalog = catalog;
    this.queues = queues;
    this.clock = clock;
  }

  /**
   * A seller's pictures that are being worked on.
   *
   * @param all how many
   * @param before how many were uploaded before a certain one
   * @param perSecond how many are finished; not a number if unknown
   */
  private record Own(long all, long before, double perSecond, Instant at) {}

  @Override
  public Map<ImageId, Waiting> places(String seller, List<Card> cards) {
    List<Card> open =
        cards.stream()
            .filter(card -> card.open() != null)
            .sorted(Comparator.comparing(Card::position))
            .toList();
    Map<WaitsFor, Length> lengths = open.isEmpty() ? Map.of() : queues.lengths();
    if (lengths.values().stream().allMatch(length -> length.all() == 0)) {
      return Map.of();
    }
    try {
      return places(own(seller, open.get(0).position()), open, lengths);
    } catch (TableUnavailableException e) {
      LOG.warnf("nobody knows which pictures wait: %s", e.getMessage());
      return Map.of();
    }
  }

  private static Map<ImageId, Waiting> places(
      Own own, List<Card> open, Map<WaitsFor, Length> lengths) {
    Map<ImageId, Waiting> places = new HashMap<>();
    for (int i = 0; i < open.size(); i++) {
      Card card = open.get(i);
      Waiting waiting =
          place(Objects.requireNonNull(card.open()), own.before() + i + 1, own, lengths);
      if (waiting != null) {
        places.put(card.imageId(), waiting);
      }
    }
    return places;
  }

  /**
   * @param rank of the picture among those of its seller, from 1
   * @return null if it does not wait
   */
  private static @Nullable Waiting place(
      OpenWork work, long rank, Own own, Map<WaitsFor, Length> lengths) {
    WaitsFor line = work.painting() ? WaitsFor.RESTYLE : longer(lengths);
    Length length = lengths.getOrDefault(line, new Length(0, 0));
    if (work.urgent()) {
      return length.urgent() == 0 ? null : Waiting.of(line, length.urgent(), Double.NaN);
    }
    long ownWaiting = Math.min(own.all(), length.backlog());
    long ownPlace = rank - (own.all() - ownWaiting);
    if (ownPlace <= 0 || ownWaiting == 0) {
      return null;
    }
    long others = Math.min(ownPlace, length.backlog() - ownWaiting);
    double seconds = work.painting() ? Double.NaN : ownPlace / own.perSecond();
    return Waiting.of(line, length.urgent() + ownPlace + others, seconds);
  }

  private static WaitsFor longer(Map<WaitsFor, Length> lengths) {
    Length none = new Length(0, 0);
    long tags = lengths.getOrDefault(WaitsFor.TAGS, none).all();
    return lengths.getOrDefault(WaitsFor.PROMPT, none).all() > tags
        ? WaitsFor.PROMPT
        : WaitsFor.TAGS;
  }

  private Own own(String seller, String position) {
    Instant now = clock.instant();
    String key = seller + "#" + position;
    Own last = known.get(key);
    if (last != null && last.at().plus(KEPT).isAfter(now)) {
      return last;
    }
    Own own =
        new Own(
            catalog.running(seller, null),
            catalog.running(seller, position),
            perSecond(seller, now),
            now);
    known.remove(key); // so that it becomes the youngest entry
    known.put(key, own);
    return own;
  }

  private double perSecond(String seller, Instant now) {
    ImageQuery done = new ImageQuery(seller, ImageStatus.DONE, null, null);
    List<Instant> ends =
        catalog.list(done, MOST_FOR_A_PACE, null).images().stream()
            .flatMap(image -> Stream.ofNullable(image.finishedAt()))
            .filter(end -> end.isAfter(now.minus(RECENT)))
            .sorted()
            .toList();
    if (ends.size() < FEWEST_FOR_A_PACE) {
      return Double.NaN;
    }
    return ends.size() / Math.max(1, Duration.between(ends.get(0), now).toMillis() / 1e3);
  }
}

package dev.vitrine.local;

import dev.vitrine.catalog.Card;
import dev.vitrine.endpoint.WaitsFor;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.function.ModelLine.Snapshot;
import dev.vitrine.query.Waiting;
import dev.vitrine.query.WaitingPictures;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Places in the local queues, which know each of their messages: exact, unless more is sent that
 * goes first. Answers within a second share one look at the queues.
 */
@ApplicationScoped
class LocalWaitingPictures implements WaitingPictures {
  private static final Logger LOG = Logger.getLogger(LocalWaitingPictures.class);
  private static final Duration KEPT = Duration.ofSeconds(1);

  private static final Map<String, WaitsFor> LINES =
      Map.of(
          "tag-image", WaitsFor.TAGS,
          "write-prompt", WaitsFor.PROMPT,
          "restyle-image", WaitsFor.RESTYLE);

  private final Lines lines;
  private volatile @Nullable Last last;

  LocalWaitingPictures(Lines lines) {
    this.lines = lines;
  }

  /** The lines before the local models. */
  interface Lines {
    /** {@return the lines now, by function, as a seller's pictures see them} */
    Map<String, Snapshot> snapshots(String seller) throws IOException;
  }

  /** The latest snapshot, with the time by {@link System#nanoTime}. */
  private record Last(String seller, Map<String, Snapshot> snapshots, long at) {}

  @Override
  public Map<ImageId, Waiting> places(String seller, List<Card> cards) {
    List<ImageId> open =
        cards.stream().filter(card -> card.open() != null).map(Card::imageId).toList();
    if (open.isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, Snapshot> snapshots = snapshots(seller);
      Map<ImageId, Waiting> places = new HashMap<>();
      open.forEach(id -> latest(id, snapshots).ifPresent(waiting -> places.put(id, waiting)));
      return places;
    } catch (IOException e) {
      LOG.warn("nobody knows which pictures wait", e);
      return Map.of();
    }
  }

  private Map<String, Snapshot> snapshots(String seller) throws IOException {
    Last known = last;
    long now = System.nanoTime();
    if (known == null || !known.seller().equals(seller) || now - known.at() > KEPT.toNanos()) {
      known = new Last(seller, lines.snapshots(seller), now);
      last = known;
    }
    return known.snapshots();
  }

  /** {@return where a picture waits; of two lines, the one in which its turn comes later} */
  private static Optional<Waiting> latest(ImageId imageId, Map<String, Snapshot> snapshots) {
    return snapshots.entrySet().stream()
        .flatMap(snapshot -> waiting(imageId, line(snapshot.getKey()), snapshot.getValue()))
        .max(
            Comparator.comparing(
                    (Waiting waiting) -> waiting.seconds() == null ? 0 : waiting.seconds())
                .thenComparing(Waiting::place));
  }

  private static WaitsFor line(String function) {
    return Objects.requireNonNull(LINES.get(function), function);
  }

  private static Stream<Waiting> waiting(ImageId imageId, WaitsFor line, Snapshot snapshot) {
    return Stream.ofNullable(snapshot.places().get(imageId.value()))
        .map(place -> Waiting.of(line, place, place * snapshot.secondsApart()));
  }
}

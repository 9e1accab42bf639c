package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.endpoint.WaitsFor;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.function.ModelLine.Snapshot;
import dev.vitrine.query.Waiting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalWaitingPicturesTest {
  private final ImageRecord image = Examples.received("demo/a.jpg");
  private final String id = image.imageId().value();
  private final AtomicInteger snapshots = new AtomicInteger();

  @Test
  void ofTwoLinesThePictureWaitsInTheOneThatTakesLonger() {
    Map<String, Snapshot> lines =
        Map.of(
            "tag-image", new Snapshot(Map.of(id, 400), 0.1),
            "write-prompt", new Snapshot(Map.of(id, 90), 1.0));

    assertThat(places(lines))
        .containsExactly(Map.entry(image.imageId(), new Waiting(WaitsFor.PROMPT, 90, 90L)));
  }

  @Test
  void withoutAPaceThereIsAPlaceAndNoTime() {
    assertThat(places(Map.of("restyle-image", new Snapshot(Map.of(id, 3), Double.NaN))))
        .containsExactly(Map.entry(image.imageId(), new Waiting(WaitsFor.RESTYLE, 3, null)));
  }

  @Test
  void aPictureInNoLineDoesNotWait() {
    assertThat(places(Map.of("tag-image", new Snapshot(Map.of("other", 1), 1)))).isEmpty();
  }

  @Test
  void manyPicturesAreOneLookAndFinishedOnesNone() {
    LocalWaitingPictures waiting =
        new LocalWaitingPictures(
            seller -> {
              snapshots.incrementAndGet();
              return Map.of();
            });
    waiting.places("demo", List.of(Card.of(Examples.done("demo/b.jpg", "cup"))));
    assertThat(snapshots).hasValue(0);

    waiting.places("demo", List.of(Card.of(image), Card.of(Examples.received("demo/b.jpg"))));
    assertThat(snapshots).hasValue(1);
  }

  @Test
  void aQueueThatCannotBeReadHidesNoPicture() {
    LocalWaitingPictures waiting =
        new LocalWaitingPictures(
            seller -> {
              throw new IOException("gone");
            });

    assertThat(waiting.places("demo", List.of(Card.of(image)))).isEmpty();
  }

  private Map<ImageId, Waiting> places(Map<String, Snapshot> lines) {
    return new LocalWaitingPictures(seller -> lines).places("demo", List.of(Card.of(image)));
  }
}

package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;
import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import dev.vitrine.upload.NoUploads;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Step Functions calls FinishImage again when the answer of the first call is lost. */
class FinishedOnceTest {
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final ImageRecord image =
      catalog.put(Examples.described(Examples.received("demo/a.jpg"), "cup"));

  @Test
  void aRepeatedCallCountsNoSecondPicture() {
    assertThat(finish(NOW)).containsEntry(Metric.PICTURES_DONE, 1.0);
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.DONE);

    assertThat(finish(NOW.plusSeconds(1))).isEmpty();
  }

  private Map<Metric, Double> finish(Instant now) {
    FinishImageHandler handler =
        new FinishImageHandler(
            catalog, Examples.leftovers(new NoUploads()), Clock.fixed(now, ZoneOffset.UTC));
    return Counted.during(
        () ->
            handler.handleRequest(new FinishImageHandler.Request(image.picture(), null), A_MINUTE));
  }
}

package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.original;
import static dev.vitrine.catalog.Examples.painted;
import static dev.vitrine.catalog.Examples.prompt;
import static dev.vitrine.catalog.Examples.received;
import static dev.vitrine.catalog.Examples.started;
import static dev.vitrine.catalog.Examples.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.RecordFailureRequest.End;
import dev.vitrine.catalog.RecordFailureRequest.Failure;
import dev.vitrine.catalog.StoreDescriptionRequest.PromptOutcome;
import dev.vitrine.catalog.StoreDescriptionRequest.TagOutcome;
import dev.vitrine.catalog.StoreOutcome.Outcome;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreHandlersTest {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final RestyleOrder OWN = RestyleOrder.of(null, "in felt", 1, 0.5);

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final ImageRecord image = catalog.put(started(received("demo/a.jpg")));
  private final String execution = image.run().execution();
  private final ImageRef ref =
      new ImageRef("demo", image.imageId().value(), image.original().revision());

  @Test
  void givesBackEveryRestyleAskedForOnceAndNoUnknownStyle() {
    StoreDescriptionResult result = describe("great-wave", "nonsense", "great-wave");

    assertThat(result.restyles()).containsExactly(OWN, RestyleOrder.ofStyle("great-wave"));
    assertThat(result.imagePrompt()).isEqualTo("a prompt");
    assertThat(describe("great-wave")).isEqualTo(result);
  }

  @Test
  void aFailedPromptLosesNothingOfTheTags() {
    StepError error =
        new StepError("dev.vitrine.endpoint.ModelUnavailableException", "{\"errorMessage\":\"x\"}");

    StoreDescriptionResult result =
        new StoreDescriptionHandler(catalog, CLOCK)
            .handleRequest(
                request(new TagOutcome(tags("cup"), null), new PromptOutcome(null, error)), null);

    assertThat(result.imagePrompt()).isNull();
    assertThat(catalog.now(image).tags()).hasSize(1);
    assertThat(catalog.now(image).descriptionOrNone().promptError().code())
        .isEqualTo("MODEL_UNAVAILABLE");
  }

  @Test
  void aDeletedImageStaysDeletedAndTheWorkflowGoesOn() {
    catalog.delete("demo", image.imageId());

    assertThat(describe("great-wave")).isEqualTo(new StoreDescriptionResult(List.of(), null));
    assertThat(paint().outcome()).isEqualTo(Outcome.DELETED);
    assertThat(finish().outcome()).isEqualTo(Outcome.DELETED);
    assertThat(fail(End.FAILED).outcome()).isEqualTo(Outcome.DELETED);
    assertThat(catalog.find("demo", image.imageId())).isEmpty();
  }

  @Test
  void resultsOfAnOlderRevisionAreDropped() {
    ImageRecord newer = catalog.receive(original("demo/a.jpg", 2)).orElseThrow();

    assertThat(describe("great-wave").restyles()).isEmpty();
    assertThat(paint().outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(finish().outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(fail(End.REJECTED).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(catalog.now(image)).isEqualTo(newer);
  }

  @Test
  void aRestyledPictureCompletesTheImage() {
    describe();
    paint();

    assertThat(finish().outcome()).isEqualTo(Outcome.STORED);
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void aRejectionIsTheReasonAsRenderImageWordsIt() {
    fail(End.REJECTED);

    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.REJECTED);
    assertThat(catalog.now(image).error())
        .isEqualTo(new ImageError("States.Timeout", "It is no picture.", false));
  }

  @Test
  void aFailureIsTranslated() {
    fail(End.FAILED);

    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.FAILED);
    assertThat(catalog.now(image).error().code()).isEqualTo("TIMEOUT");
  }

  @Test
  void anUploadIsStartedOnceAndAgainOnlyWhenItsStartWasNotRecorded() {
    CatalogUploadLog log = new CatalogUploadLog(catalog, CLOCK);
    ImageKey key = new ImageKey(Examples.BUCKET, "demo/new.jpg");
    Revision first = Revision.ofSequencer("01");

    assertThat(log.received(key, null, first, 5, NOW)).isTrue();
    assertThat(log.received(key, null, first, 5, NOW)).isTrue();
    ImageRecord record = catalog.find("demo", key.imageId()).orElseThrow();
    log.started(key, first, Examples.arn(record));
    assertThat(log.received(key, null, first, 5, NOW)).isFalse();
    assertThat(log.received(key, null, Revision.ofSequencer("02"), 5, NOW)).isTrue();
    assertThat(log.received(key, null, first, 5, NOW)).isFalse();
  }

  private StoreDescriptionResult describe(String... styles) {
    return new StoreDescriptionHandler(catalog, CLOCK)
        .handleRequest(
            request(
                new TagOutcome(tags("cup"), null),
                new PromptOutcome(prompt("a prompt"), null),
                styles),
            null);
  }

  private StoreDescriptionRequest request(TagOutcome tag, PromptOutcome prompt, String... styles) {
    Rendered rendered =
        new Rendered(
            "jpeg", 6, 4, 10, Examples.BUCKET, "r", "t", List.of(), "scene", 0.2, List.of(styles));
    return new StoreDescriptionRequest(ref, execution, rendered, tag, prompt, List.of(OWN));
  }

  private StoreOutcome paint() {
    return new StoreRestyleHandler(catalog)
        .handleRequest(new StoreRestyleRequest(ref, OWN, painted(), null, execution), null);
  }

  private StoreOutcome finish() {
    return new FinishImageHandler(catalog, CLOCK)
        .handleRequest(new FinishImageRequest(ref, execution), null);
  }

  private StoreOutcome fail(End end) {
    Failure failure = new Failure(end, "RenderImage", "States.Timeout", "It is no picture.");
    return new RecordFailureHandler(catalog, CLOCK)
        .handleRequest(new RecordFailureRequest(ref, execution, failure), null);
  }
}

package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.painted;
import static dev.vitrine.catalog.Examples.prompt;
import static dev.vitrine.catalog.Examples.received;
import static dev.vitrine.catalog.Examples.tags;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.action.CatalogUploadLog;
import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.catalog.Leftovers.StoreResult;
import dev.vitrine.catalog.Leftovers.StoreResult.Outcome;
import dev.vitrine.catalog.RecordFailureHandler.End;
import dev.vitrine.catalog.RecordFailureHandler.ImageFailure;
import dev.vitrine.catalog.StoreDescriptionHandler.ProductsEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.PromptEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.TagEnd;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.PictureRef;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.tag.TagProductsResult;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoreHandlersTest {
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final RestyleOrder OWN = RestyleOrder.of(null, "in felt", 1, 0.5);

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final NoUploads uploads = new NoUploads();
  private final Leftovers leftovers = Examples.leftovers(uploads);
  private final ImageRecord image = catalog.put(received("demo/a.jpg"));
  private final String execution = image.run().execution();
  private final PictureRef picture = image.picture();

  @Test
  void givesBackEveryRestyleAskedForOnceAndNoUnknownStyle() {
    StoreDescriptionHandler.Result result = describe("great-wave", "nonsense", "great-wave");

    assertThat(result.restyles()).containsExactly(OWN, RestyleOrder.ofStyle("great-wave"));
    assertThat(result.imagePrompt()).isEqualTo("a prompt");
    assertThat(describe("great-wave")).isEqualTo(result);
  }

  @Test
  void aFailedPromptLosesNothingOfTheTags() {
    ImageError.Caught error =
        new ImageError.Caught(
            "dev.vitrine.endpoint.ModelUnavailableException", "{\"errorMessage\":\"x\"}");

    StoreDescriptionHandler.Result result =
        new StoreDescriptionHandler(catalog, leftovers, CLOCK)
            .handleRequest(
                request(new TagEnd(tags("cup"), null), new PromptEnd(null, error)), A_MINUTE);

    assertThat(result.imagePrompt()).isNull();
    assertThat(catalog.now(image).tags()).hasSize(1);
    assertThat(catalog.now(image).descriptionOrNone().promptError().code())
        .isEqualTo("MODEL_UNAVAILABLE");
  }

  @Test
  void severalProductsAreKeptAndFoundByTheirWords() {
    tellApart(new ProductsEnd(new TagProductsResult(Examples.mugAndTeapot(), List.of()), null));

    ImageRecord stored = catalog.now(image);
    assertThat(stored.descriptionOrNone().boxes()).isEqualTo(Examples.mugAndTeapot());
    assertThat(RecordJson.read(RecordJson.write(stored))).isEqualTo(stored);
    assertThat(stored.attributes().get("category").value()).isEqualTo("Kitchen & dining");
    paint();
    finish();
    Card card = Card.of(catalog.now(image));
    for (String word : List.of("mug", "cup", "stoneware", "TEAPOT")) {
      ImageQuery query = saying(word);
      assertThat(query.matches(stored)).isTrue();
      assertThat(query.matches(card)).isTrue();
    }
    assertThat(saying("cup holder").matches(card)).isFalse();
  }

  @Test
  void productsThatWereNotToldApartMakeThePicturePartial() {
    ImageError.Caught error =
        new ImageError.Caught(
            "dev.vitrine.endpoint.ModelUnavailableException", "{\"errorMessage\":\"x\"}");

    tellApart(new ProductsEnd(null, error));
    paint();
    finish();

    ImageRecord stored = catalog.now(image);
    assertThat(stored.tags()).hasSize(1);
    assertThat(stored.texts().prompt()).isNotNull();
    assertThat(stored.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(stored.error().message())
        .isEqualTo(
            "The model did not answer while telling its products apart. Trying again may help.");
    assertThat(stored.error().retryable()).isTrue();
  }

  @Test
  void anotherRunReplacesTheBoxesUnlessItFailsToTellThemOrDoesNotLook() {
    Description earlier = Description.NONE.withProducts(Examples.mugAndTeapot(), null);
    TagEnd tagged = new TagEnd(tags("cup"), null);
    PromptEnd written = new PromptEnd(prompt("a prompt"), null);
    ImageError.Caught lost = new ImageError.Caught("States.Timeout", "");

    Description failed = request(tagged, written, new ProductsEnd(null, lost)).mergedWith(earlier);
    assertThat(failed.boxes()).isEqualTo(earlier.boxes());
    assertThat(failed.errors()).extracting(ImageError::code).containsExactly("TIMEOUT");
    Description unwritten = request(tagged, new PromptEnd(null, lost)).mergedWith(earlier);
    assertThat(unwritten.boxes()).isEqualTo(earlier.boxes());
    PromptEnd looked = new PromptEnd(Examples.promptOfOneProduct("a prompt"), null);
    assertThat(request(tagged, looked).mergedWith(earlier).boxes()).isEmpty();
    Description notLooked = request(tagged, written).mergedWith(earlier);
    assertThat(notLooked.boxes()).isEqualTo(earlier.boxes());
    assertThat(notLooked.caption()).isEqualTo("a caption");
    Evidence other = new Evidence(Source.MACHINE, "git + model", null, null, null, "x", NOW);
    Prompt prompt = new Prompt("a prompt", "fast", List.of(), other);
    PromptEnd others =
        new PromptEnd(new WritePromptResult("a caption", prompt, null, null, null), null);
    assertThat(request(tagged, others).mergedWith(earlier).boxes())
        .as("boxes of a captioner that is gone")
        .isEmpty();
    assertThat(failed.tagged(tags("mug")).boxes()).isEqualTo(earlier.boxes());
  }

  private static ImageQuery saying(String text) {
    return new ImageQuery(
        "demo", null, null, null, null, null, text, null, null, ImageQuery.Order.NEWEST_FIRST);
  }

  private void tellApart(ProductsEnd products) {
    new StoreDescriptionHandler(catalog, leftovers, CLOCK)
        .handleRequest(
            request(
                new TagEnd(tags("cup"), null), new PromptEnd(prompt("a prompt"), null), products),
            A_MINUTE);
  }

  @Test
  void aDeletedImageStaysDeletedAndTheWorkflowGoesOn() {
    catalog.delete(image.picture());

    assertThat(describe("great-wave"))
        .isEqualTo(new StoreDescriptionHandler.Result(List.of(), null, null, false));
    assertThat(paint().outcome()).isEqualTo(Outcome.DELETED);
    assertThat(finish().outcome()).isEqualTo(Outcome.DELETED);
    assertThat(fail(End.FAILED).outcome()).isEqualTo(Outcome.DELETED);
    assertThat(uploads.deletedUpTo).containsExactly(picture, picture, picture, picture);
    assertThat(catalog.find("demo", image.imageId())).isEmpty();
  }

  @Test
  void resultsOfAnOlderRevisionAreDropped() {
    ImageRecord newer = catalog.receive(upload("demo/a.jpg", 2)).orElseThrow();

    assertThat(describe("great-wave").restyles()).isEmpty();
    assertThat(paint().outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(finish().outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(fail(End.REJECTED).outcome()).isEqualTo(Outcome.SUPERSEDED);
    assertThat(uploads.deletedUpTo).containsExactly(picture, picture, picture, picture);
    assertThat(catalog.now(image)).isEqualTo(newer);
  }

  @Test
  void aRestyledPictureCompletesTheImage() {
    describe();
    paint();

    assertThat(finish().outcome()).isEqualTo(Outcome.STORED);
    assertThat(uploads.deletedUpTo).isEmpty();
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void aRestyleThatWasDeletedIsPaintedOutOfSightAndOneThatIsForgottenLeavesNothing() {
    describe();
    catalog.put(DeletedRestyles.deleted(catalog.now(image), OWN.id(), CLOCK.instant()));

    assertThat(paint().outcome()).isEqualTo(Outcome.STORED);
    assertThat(uploads.deletedRestyles).isEmpty();
    ImageRecord deleted = catalog.now(image);
    assertThat(deleted.restyles()).isEmpty();
    assertThat(deleted.deletedRestyles())
        .extracting(one -> one.restyle().status())
        .containsExactly(Restyle.Status.DONE);

    ImageRecord forgotten = catalog.put(deleted.with(List.of(), List.of()));
    assertThat(paint().outcome()).isEqualTo(Outcome.RESTYLE_DELETED);
    assertThat(uploads.deletedRestyles).containsExactly(OWN.id());
    assertThat(uploads.deletedUpTo).isEmpty();
    assertThat(catalog.now(image)).isSameAs(forgotten);
  }

  @Test
  void anImageWithoutADescriptionIsNotFinished() {
    assertThat(finish().outcome()).isEqualTo(Outcome.NOTHING_TO_FINISH);

    assertThat(catalog.now(image).status()).isEqualTo(image.status());
    assertThat(uploads.deletedUpTo).isEmpty();
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
  void anUploadIsStartedUntilItIsAtAnEndOrReplaced() {
    CatalogUploadLog log = new CatalogUploadLog(catalog, uploads, leftovers);

    assertThat(log.received(upload("demo/new.jpg", 1))).isTrue();
    assertThat(log.received(upload("demo/new.jpg", 1))).isTrue();
    assertThat(log.received(upload("demo/new.jpg", 2))).isTrue();
    assertThat(log.received(upload("demo/new.jpg", 1))).isFalse();
    catalog.put(Examples.done("demo/done.jpg", "cup"));
    assertThat(log.received(upload("demo/done.jpg", 1))).isFalse();
  }

  private StoreDescriptionHandler.Result describe(String... styles) {
    return new StoreDescriptionHandler(catalog, leftovers, CLOCK)
        .handleRequest(
            request(new TagEnd(tags("cup"), null), new PromptEnd(prompt("a prompt"), null), styles),
            A_MINUTE);
  }

  private StoreDescriptionHandler.Request request(TagEnd tag, PromptEnd prompt, String... styles) {
    return request(tag, prompt, null, styles);
  }

  private StoreDescriptionHandler.Request request(
      TagEnd tag, PromptEnd prompt, @Nullable ProductsEnd products, String... styles) {
    Rendered rendered =
        new Rendered("jpeg", 6, 4, 10, List.of(), "scene", 0.2, null, List.of(styles), null, null);
    return new StoreDescriptionHandler.Request(
        picture, execution, rendered, tag, prompt, products, List.of(OWN));
  }

  private StoreResult paint() {
    return new StoreRestyleHandler(catalog, leftovers)
        .handleRequest(
            new StoreRestyleHandler.Request(picture, execution, OWN, painted(), null), A_MINUTE);
  }

  private StoreResult finish() {
    return new FinishImageHandler(catalog, leftovers, CLOCK)
        .handleRequest(new FinishImageHandler.Request(picture, null), A_MINUTE);
  }

  private StoreResult fail(End end) {
    ImageFailure failure =
        new ImageFailure(
            end, "RenderImage", new ImageError.Caught("States.Timeout", "It is no picture."));
    return new RecordFailureHandler(catalog, leftovers, CLOCK)
        .handleRequest(new RecordFailureHandler.Request(picture, execution, failure), A_MINUTE);
  }
}

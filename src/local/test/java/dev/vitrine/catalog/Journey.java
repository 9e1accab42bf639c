package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;

import dev.vitrine.action.CatalogUploadLog;
import dev.vitrine.catalog.RecordFailureHandler.End;
import dev.vitrine.catalog.RecordFailureHandler.ImageFailure;
import dev.vitrine.catalog.StoreDescriptionHandler.PromptEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.TagEnd;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.LaterEndpoints;
import dev.vitrine.endpoint.OneTask;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.PictureRef;
import dev.vitrine.prompt.PromptSteps;
import dev.vitrine.prompt.WritePromptHandler;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.PictureStore;
import dev.vitrine.render.RenderImageHandler;
import dev.vitrine.render.RenderImageResult;
import dev.vitrine.render.RenderImageResult.Rejected;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.render.RenderStep;
import dev.vitrine.restyle.RestyleImageHandler;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.restyle.RestyleSteps;
import dev.vitrine.upload.TestUploads;
import dev.vitrine.upload.Upload;
import dev.vitrine.upload.Uploads;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A picture's way through all steps that write something, with asynchronous endpoints: the real
 * handlers on a real bucket and table, in the state machine's order.
 */
final class Journey {
  private static final Clock CLOCK = Clock.fixed(Examples.NOW, ZoneOffset.UTC);
  private static final ImageError.Caught FAILED = new ImageError.Caught("States.Timeout", "{}");

  private final Catalog catalog;
  private final Leftovers leftovers;
  private final Uploads uploads;
  private final PictureStore pictures;
  private final AsynchronousEndpoints later;

  Journey(S3Client s3, Catalog catalog, LaterSageMaker sageMaker) {
    this.catalog = catalog;
    this.pictures = RenderStep.pictures(s3);
    this.later = new LaterEndpoints(s3).asking(sageMaker);
    this.uploads = TestUploads.in(s3);
    this.leftovers = new Leftovers(uploads, later);
  }

  Leftovers leftovers() {
    return leftovers;
  }

  Uploads uploads() {
    return uploads;
  }

  AsynchronousEndpoints later() {
    return later;
  }

  void run(Upload upload) {
    if (!new CatalogUploadLog(catalog, uploads, leftovers).received(upload)) {
      return;
    }
    PictureRef picture = upload.picture();
    RenderImageResult rendered =
        RenderStep.handler(pictures)
            .handleRequest(new RenderImageHandler.Request(picture, null), A_MINUTE);
    if (rendered instanceof Rejected rejected) {
      recordFailure(picture, new ImageError.Caught(rejected.code(), rejected.message()));
      return;
    }
    var described =
        new StoreDescriptionHandler(catalog, leftovers, CLOCK)
            .handleRequest(
                new StoreDescriptionHandler.Request(
                    picture,
                    "execution",
                    (Rendered) rendered,
                    new TagEnd(Examples.tags("cup"), null),
                    prompt(picture),
                    null,
                    List.of(RestyleOrder.ofStyle("great-wave"))),
                A_MINUTE);
    described.restyles().forEach(order -> restyle(picture, order));
    new FinishImageHandler(catalog, leftovers, CLOCK)
        .handleRequest(new FinishImageHandler.Request(picture, null), A_MINUTE);
  }

  private void recordFailure(PictureRef picture, ImageError.Caught why) {
    ImageFailure failure = new ImageFailure(End.REJECTED, "RenderImage", why);
    new RecordFailureHandler(catalog, leftovers, CLOCK)
        .handleRequest(new RecordFailureHandler.Request(picture, "execution", failure), A_MINUTE);
  }

  private PromptEnd prompt(PictureRef picture) {
    var writer = PromptSteps.writer(later);
    var written =
        caught(
            () ->
                OneTask.ask(
                    tasks -> new WritePromptHandler(tasks, pictures, writer, CLOCK),
                    new WritePromptHandler.Request(picture, "execution"),
                    WritePromptResult.class));
    return new PromptEnd(written, written == null ? FAILED : null);
  }

  private void restyle(PictureRef picture, RestyleOrder order) {
    var restyler = RestyleSteps.restyler(later);
    RestyleImageResult painted =
        caught(
            () ->
                OneTask.ask(
                    tasks -> new RestyleImageHandler(tasks, pictures, restyler),
                    new RestyleImageHandler.Request(picture, order, null, null, null),
                    RestyleImageResult.class));
    new StoreRestyleHandler(catalog, leftovers)
        .handleRequest(
            new StoreRestyleHandler.Request(
                picture, "execution", order, painted, painted == null ? FAILED : null),
            A_MINUTE);
  }

  /** What the state machine catches. */
  private static <T> @Nullable T caught(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return null;
    }
  }
}

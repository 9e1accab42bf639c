package dev.vitrine.restyle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.QueuedTasks;
import dev.vitrine.endpoint.QueuedTasks.QueueEvent;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import dev.vitrine.restyle.Restyler.PaintRequest;
import dev.vitrine.restyle.Restyler.Painting;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.workflow.RestyleOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/**
 * State RestyleImage, from the queue before SDXL: rendition, style and prompt in, a restyled
 * picture in S3 out ({@link RestyleImageResult}). Fails with {@link
 * dev.vitrine.measure.ProductUnsureException}, before the engine is asked, if the product is to be
 * kept and cannot be told from its background.
 */
@Observed
@ApplicationScoped
@Named("restyle-image")
public class RestyleImageHandler implements RequestHandler<QueueEvent, Unanswered> {

  /**
   * Asks for one restyled picture.
   *
   * @param order what was asked for
   * @param imagePrompt the image's own prompt; null when there is none (its step failed)
   * @param detected where a captioner sees products; null if it saw none or did not look, and from
   *     an execution that began in an earlier release
   * @param execution name of the workflow execution; null from one that began in an earlier release
   */
  @RegisterForReflection
  public record Request(
      PictureRef image,
      RestyleOrder order,
      @Nullable String imagePrompt,
      @Nullable DetectedBoxes detected,
      @Nullable String execution)
      implements PictureWork {}

  private final QueuedTasks tasks;
  private final PictureStore pictures;
  private final Restyler restyler;

  public RestyleImageHandler(QueuedTasks tasks, PictureStore pictures, Restyler restyler) {
    this.tasks = tasks;
    this.pictures = pictures;
    this.restyler = restyler;
  }

  @Override
  public Unanswered handleRequest(QueueEvent batch, Context context) {
    return Deadline.within(
        context.getRemainingTimeInMillis(),
        () -> tasks.workByToken(batch, Request.class, this::restyle));
  }

  private RestyleImageResult restyle(Request request, String task) {
    PictureRef image = request.image();
    RestyleOrder order = request.order();
    String prompt = RestylePrompt.of(order, request.imagePrompt());
    Stretch stretch =
        Stretch.of(
            pictures.read(image.bucket(), image.rendition()),
            order.keepsProduct(),
            request.detected());
    Painting painting =
        restyler.paint(
            new PaintRequest(
                image, stretch.canvas(), prompt, order.seed(), order.strength(), task));
    String key = write(image, order, stretch.undo(painting.image()));
    return new RestyleImageResult(image.bucket(), key, painting.seed(), prompt, painting.engine());
  }

  /** {@return the key} */
  private String write(PictureRef image, RestyleOrder order, byte[] restyled) {
    String key = image.restyle(order.id());
    if (order.keepsProduct()) {
      key = image.restyleKeepingProduct(order.id());
      pictures.writePng(image.bucket(), key, restyled);
    } else {
      pictures.writeJpeg(image.bucket(), key, restyled);
    }
    return key;
  }
}

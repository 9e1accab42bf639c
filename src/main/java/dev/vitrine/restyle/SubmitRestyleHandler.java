package dev.vitrine.restyle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.AsynchronousEndpoints.Submission;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/**
 * State SubmitRestyle: rendition, style and prompt in, a request to an engine that answers later.
 */
@Observed
@ApplicationScoped
@Named("submit-restyle")
public class SubmitRestyleHandler
    implements RequestHandler<SubmitRestyleHandler.Request, Submission> {

  /**
   * Asks an asynchronous endpoint for one restyled picture.
   *
   * @param order what was asked for
   * @param imagePrompt the image's own prompt; null when there is none (its step failed)
   * @param taskToken of the state, which waits for the answer
   * @param execution name of the workflow execution; null from one that began in an earlier release
   */
  public record Request(
      PictureRef image,
      RestyleOrder order,
      @Nullable String imagePrompt,
      String taskToken,
      @Nullable String execution)
      implements PictureWork {}

  private final PictureStore pictures;
  private final Restyler restyler;

  public SubmitRestyleHandler(PictureStore pictures, Restyler restyler) {
    this.pictures = pictures;
    this.restyler = restyler;
  }

  @Override
  public Submission handleRequest(Request request, Context context) {
    PictureRef image = request.image();
    RestyleOrder order = request.order();
    String prompt = RestylePrompt.of(order, request.imagePrompt());
    Stretch stretch =
        Stretch.of(pictures.read(image.bucket(), image.rendition()), order.keepsProduct());
    return restyler.submit(
        image, stretch.canvas(), prompt, order.seed(), order.strength(), request.taskToken());
  }
}

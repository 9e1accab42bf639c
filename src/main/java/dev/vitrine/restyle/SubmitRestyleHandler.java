package dev.vitrine.restyle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.AsynchronousEndpoints.Submission;
import dev.vitrine.render.PictureStore;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.inject.Named;

/**
 * State SubmitRestyle: rendition, style and prompt in, a question to an engine that answers later.
 */
@Named("submit-restyle")
public class SubmitRestyleHandler implements RequestHandler<SubmitRestyleRequest, Submission> {
  private final PictureStore pictures;
  private final Restyler restyler;

  public SubmitRestyleHandler(PictureStore pictures, Restyler restyler) {
    this.pictures = pictures;
    this.restyler = restyler;
  }

  @Override
  public Submission handleRequest(SubmitRestyleRequest request, Context context) {
    RestyleImageRequest restyle = request.restyle();
    RestyleOrder order = restyle.order();
    String prompt = RestylePrompt.of(order, restyle.imagePrompt());
    Stretch stretch = Stretch.of(pictures.read(restyle.bucket(), restyle.key("rendition-1024")));
    return restyler.submit(
        stretch.canvas(), prompt, order.seed(), order.strength(), request.taskToken());
  }
}

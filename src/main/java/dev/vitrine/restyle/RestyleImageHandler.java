package dev.vitrine.restyle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.image.PictureRef;
import dev.vitrine.render.PictureStore;
import dev.vitrine.restyle.Restyler.Painting;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** State RestyleImage: rendition, style and prompt in, a restyled picture in S3 out. */
@ApplicationScoped
@Named("restyle-image")
public class RestyleImageHandler
    implements RequestHandler<RestyleImageHandler.Request, RestyleImageResult> {

  /**
   * Asks for one restyled picture.
   *
   * @param order what was asked for
   * @param imagePrompt the image's own prompt; null when there is none (its step failed)
   * @param answer where an asynchronous endpoint has put its answer, {@code s3://...}; null when a
   *     real-time one is to be asked
   */
  public record Request(
      PictureRef image,
      RestyleOrder order,
      @Nullable String imagePrompt,
      @Nullable String answer) {}

  private final PictureStore pictures;
  private final Restyler restyler;

  public RestyleImageHandler(PictureStore pictures, Restyler restyler) {
    this.pictures = pictures;
    this.restyler = restyler;
  }

  @Override
  public RestyleImageResult handleRequest(Request request, Context context) {
    PictureRef image = request.image();
    RestyleOrder order = request.order();
    String prompt = RestylePrompt.of(order, request.imagePrompt());
    Stretch stretch = Stretch.of(pictures.read(image.bucket(), image.rendition()));
    Painting painting =
        request.answer() == null
            ? restyler.paint(stretch.canvas(), prompt, order.seed(), order.strength())
            : restyler.painted(request.answer(), order.seed());
    String key = image.restyle(order.id());
    pictures.writeJpeg(image.bucket(), key, stretch.undo(painting.image()));
    return new RestyleImageResult(image.bucket(), key, painting.seed(), prompt, painting.engine());
  }
}

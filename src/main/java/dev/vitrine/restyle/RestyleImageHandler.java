package dev.vitrine.restyle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.render.PictureStore;
import dev.vitrine.restyle.Restyler.Painting;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.inject.Named;

/** State RestyleImage: rendition, style and prompt in, a restyled picture in S3 out. */
@Named("restyle-image")
public class RestyleImageHandler
    implements RequestHandler<RestyleImageRequest, RestyleImageResult> {
  private final PictureStore pictures;
  private final Restyler restyler;

  public RestyleImageHandler(PictureStore pictures, Restyler restyler) {
    this.pictures = pictures;
    this.restyler = restyler;
  }

  @Override
  public RestyleImageResult handleRequest(RestyleImageRequest request, Context context) {
    RestyleOrder order = request.order();
    String prompt = RestylePrompt.of(order, request.imagePrompt());
    Stretch stretch = Stretch.of(pictures.read(request.bucket(), request.key("rendition-1024")));
    Painting painting =
        request.answer() == null
            ? restyler.paint(stretch.canvas(), prompt, order.seed(), order.strength())
            : restyler.painted(request.answer(), order.seed());
    String key = request.key("restyle-" + order.id());
    pictures.writeJpeg(request.bucket(), key, stretch.undo(painting.image()));
    return new RestyleImageResult(
        request.bucket(), key, painting.seed(), prompt, painting.engine());
  }
}

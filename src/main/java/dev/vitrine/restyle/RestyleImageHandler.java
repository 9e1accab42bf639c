package dev.vitrine.restyle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
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
    Stretch stretch = Stretch.of(pictures.read(request.bucket(), key(request, "rendition-1024")));
    Painting painting = restyler.paint(stretch.canvas(), prompt, order.seed(), order.strength());
    String key = key(request, "restyle-" + order.id());
    pictures.writeJpeg(request.bucket(), key, stretch.undo(painting.image()));
    return new RestyleImageResult(
        request.bucket(), key, painting.seed(), prompt, painting.engine());
  }

  private static String key(RestyleImageRequest request, String name) {
    return ImageKey.derived(
        request.seller(),
        new ImageId(request.imageId()),
        new Revision(request.revision()),
        name + ".jpg");
  }
}

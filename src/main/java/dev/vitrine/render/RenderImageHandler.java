package dev.vitrine.render;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.Revision;
import dev.vitrine.image.UnreadableImageException;
import dev.vitrine.render.PictureStore.Details;
import dev.vitrine.upload.UploadConfig;
import dev.vitrine.upload.WantedRestyles;
import jakarta.inject.Named;
import java.util.Locale;

/** State RenderImage: original in, renditions and measurements out, or a reason why not. */
@Named("render-image")
public class RenderImageHandler implements RequestHandler<RenderImageRequest, RenderImageResult> {
  private final PictureStore pictures;
  private final PictureDecoder decoder;
  private final Renditions renditions = new Renditions();

  public RenderImageHandler(
      PictureStore pictures, UploadConfig upload, RenderConfig render, MemoryBudget memory) {
    this.pictures = pictures;
    this.decoder =
        new PictureDecoder(new PictureLimits(render.maxPixels(), upload.maxBytes()), memory);
  }

  @Override
  public RenderImageResult handleRequest(RenderImageRequest request, Context context) {
    try {
      Details details = pictures.details(request.bucket(), request.key(), request.versionId());
      decoder.checkLength(details.bytes());
      byte[] original = pictures.read(request.bucket(), request.key(), request.versionId());
      return render(request, details, decoder.decode(original));
    } catch (UnreadableImageException e) {
      return new RenderImageResult.Rejected(e.code(), e.getMessage());
    } catch (PictureGoneException e) {
      return new RenderImageResult.Rejected(
          "PICTURE_GONE", "The picture was deleted before it could be read.");
    }
  }

  private RenderImageResult render(
      RenderImageRequest request, Details details, DecodedPicture picture) {
    Renditions.Pair pair = renditions.of(picture);
    Measurement measured = ColorMeasurer.measure(pair.thumbnailPixels());
    String rendition = write(request, "rendition-1024.jpg", pair.rendition());
    String thumbnail = write(request, "rendition-256.jpg", pair.thumbnail());
    return new RenderImageResult.Rendered(
        picture.format().name().toLowerCase(Locale.ROOT),
        picture.width(),
        picture.height(),
        details.bytes(),
        request.bucket(),
        rendition,
        thumbnail,
        measured.colors(),
        measured.background(),
        Blur.of(picture.image()),
        WantedRestyles.in(details.metadata()));
  }

  private String write(RenderImageRequest request, String name, byte[] jpeg) {
    String key =
        ImageKey.derived(
            request.seller(),
            new ImageId(request.imageId()),
            new Revision(request.revision()),
            name);
    pictures.writeJpeg(request.bucket(), key, jpeg);
    return key;
  }
}

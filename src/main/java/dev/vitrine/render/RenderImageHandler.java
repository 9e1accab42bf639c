package dev.vitrine.render;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.decode.DecodedPicture;
import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.image.Cores;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.UnreadableImageException;
import dev.vitrine.measure.Blur;
import dev.vitrine.measure.ColorMeasurer;
import dev.vitrine.measure.Cutout;
import dev.vitrine.measure.Measurement;
import dev.vitrine.measure.PerceptualHash;
import dev.vitrine.render.PictureStore.ObjectDetails;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.upload.UploadConfig;
import dev.vitrine.upload.WantedRestyles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** State RenderImage: original in, renditions and measurements out, or a reason why not. */
@Observed
@ApplicationScoped
@Named("render-image")
public class RenderImageHandler
    implements RequestHandler<RenderImageHandler.Request, RenderImageResult> {

  /**
   * Asks for the renditions and measurements of an original.
   *
   * @param execution name of the workflow execution; null from one that began in an earlier release
   */
  public record Request(PictureRef image, @Nullable String execution) implements PictureWork {}

  private final PictureStore pictures;
  private final PictureDecoder decoder;
  private final MemoryBudget originals;
  private final Renditions renditions = new Renditions();

  public RenderImageHandler(
      PictureStore pictures, UploadConfig upload, RenderConfig render, MemoryBudget memory) {
    this.pictures = pictures;
    this.decoder =
        new PictureDecoder(new PictureLimits(render.maxPixels(), upload.maxBytes()), memory);
    this.originals = memory.ofWaitingWork();
  }

  @Override
  public RenderImageResult handleRequest(Request request, Context context) {
    PictureRef image = request.image();
    try {
      ObjectDetails details = pictures.details(image.bucket(), image.key(), image.versionId());
      decoder.checkLength(details.bytes());
      return render(image, details, decode(image, details.bytes()));
    } catch (UnreadableImageException e) {
      return new RenderImageResult.Rejected(e.code(), e.getMessage());
    } catch (PictureGoneException e) {
      return new RenderImageResult.Rejected(
          "PICTURE_GONE", "The picture was deleted before it could be read.");
    }
  }

  /**
   * Waits until memory has room for the original before fetching it: many pictures may come at
   * once.
   */
  private DecodedPicture decode(PictureRef image, long bytes) throws UnreadableImageException {
    try (MemoryBudget.Share unused = originals.take(bytes)) {
      return decoder.decode(pictures.read(image.bucket(), image.key(), image.versionId()));
    }
  }

  private RenderImageResult render(
      PictureRef image, ObjectDetails details, DecodedPicture picture) {
    Renditions.Pair pair;
    RenderImageResult measured;
    try (Cores.Core unused = Cores.take()) {
      pair = renditions.of(picture);
      measured = measure(details, picture, pair.thumbnailPixels());
    }
    pictures.writeJpeg(image.bucket(), image.rendition(), pair.rendition());
    pictures.writeJpeg(image.bucket(), image.thumbnail(), pair.thumbnail());
    return measured;
  }

  private static RenderImageResult measure(
      ObjectDetails details, DecodedPicture picture, BufferedImage thumbnail) {
    Measurement measured = ColorMeasurer.measure(thumbnail);
    Cutout.Prospect product = Cutout.prospect(thumbnail);
    return new RenderImageResult.Rendered(
        picture.format().name().toLowerCase(Locale.ROOT),
        picture.width(),
        picture.height(),
        details.bytes(),
        measured.colors(),
        measured.background(),
        Blur.of(picture.image()),
        PerceptualHash.of(thumbnail).orElse(null),
        WantedRestyles.in(details.metadata()),
        product.separation(),
        product.silhouette());
  }
}

package dev.vitrine.tag;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.render.PictureStore;
import dev.vitrine.table.Deadline;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** State TagImage: rendition in, tags, attributes and suggestions with their evidence out. */
@ApplicationScoped
@Named("tag-image")
public class TagImageHandler implements RequestHandler<TagImageHandler.Request, TagImageResult> {

  /**
   * Asks for the tags of a picture's rendition.
   *
   * @param execution name of the workflow execution, for the evidence
   */
  public record Request(PictureRef image, String execution) {}

  private final PictureStore pictures;
  private final VocabularySource vocabularies;
  private final ThresholdSource thresholds;
  private final PictureTagger tagger;

  public TagImageHandler(
      PictureStore pictures,
      VocabularySource vocabularies,
      ThresholdSource thresholds,
      PictureTagger tagger) {
    this.pictures = pictures;
    this.vocabularies = vocabularies;
    this.thresholds = thresholds;
    this.tagger = tagger;
  }

  @Override
  public TagImageResult handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> tag(request));
  }

  private TagImageResult tag(Request request) {
    PictureRef image = request.image();
    return tagger.tag(
        pictures.read(image.bucket(), image.rendition()),
        vocabularies.of(image.seller()),
        thresholds.of(image.seller()),
        request.execution());
  }
}

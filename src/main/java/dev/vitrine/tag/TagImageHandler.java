package dev.vitrine.tag;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.render.PictureStore;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.inject.Named;

/** State TagImage: rendition in, tags, attributes and suggestions with their evidence out. */
@Named("tag-image")
public class TagImageHandler implements RequestHandler<TagImageRequest, TagImageResult> {
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
  public TagImageResult handleRequest(TagImageRequest request, Context context) {
    return tagger.tag(
        pictures.read(request.bucket(), request.rendition()),
        vocabularies.of(request.seller()),
        thresholds.of(request.seller()),
        request.execution());
  }
}

package dev.vitrine.tag;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.render.PictureStore;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.inject.Named;
import java.time.Clock;

/** State TagImage: rendition in, tags and suggestions with their evidence out. */
@Named("tag-image")
public class TagImageHandler implements RequestHandler<TagImageRequest, TagImageResult> {
  private final PictureStore pictures;
  private final VocabularySource vocabularies;
  private final Tagger tagger;
  private final Clock clock;

  public TagImageHandler(
      PictureStore pictures, VocabularySource vocabularies, Tagger tagger, Clock clock) {
    this.pictures = pictures;
    this.vocabularies = vocabularies;
    this.tagger = tagger;
    this.clock = clock;
  }

  @Override
  public TagImageResult handleRequest(TagImageRequest request, Context context) {
    byte[] jpeg = pictures.read(request.bucket(), request.rendition());
    Vocabulary vocabulary = vocabularies.of(request.seller());
    Tagger.Scores scores = tagger.score(jpeg, vocabulary.labelSet());
    return new TagDecision(vocabulary, request.execution(), clock.instant()).of(scores);
  }
}

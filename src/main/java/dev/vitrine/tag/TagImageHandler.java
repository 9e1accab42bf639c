package dev.vitrine.tag;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.QueuedTasks;
import dev.vitrine.endpoint.QueuedTasks.Batch;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.render.PictureStore;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.vocabulary.VocabularySource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/**
 * State TagImage, from the queue before CLIP: rendition in, tags, attributes and suggestions with
 * their evidence out ({@link TagImageResult}).
 */
@Observed
@ApplicationScoped
@Named("tag-image")
public class TagImageHandler implements RequestHandler<Batch, Unanswered> {

  /**
   * Asks for the tags of a picture's rendition.
   *
   * @param execution name of the workflow execution, for the evidence
   */
  @RegisterForReflection
  public record Request(PictureRef image, String execution) implements PictureWork {}

  private final QueuedTasks tasks;
  private final PictureStore pictures;
  private final VocabularySource vocabularies;
  private final ThresholdSource thresholds;
  private final PictureTagger tagger;

  public TagImageHandler(
      QueuedTasks tasks,
      PictureStore pictures,
      VocabularySource vocabularies,
      ThresholdSource thresholds,
      PictureTagger tagger) {
    this.tasks = tasks;
    this.pictures = pictures;
    this.vocabularies = vocabularies;
    this.thresholds = thresholds;
    this.tagger = tagger;
  }

  @Override
  public Unanswered handleRequest(Batch batch, Context context) {
    return Deadline.within(
        context.getRemainingTimeInMillis(), () -> tasks.work(batch, Request.class, this::tag));
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

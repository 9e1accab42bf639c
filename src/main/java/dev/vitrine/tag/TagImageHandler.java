package dev.vitrine.tag;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.endpoint.QueuedTasks;
import dev.vitrine.endpoint.QueuedTasks.QueueEvent;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.render.PictureStore;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularySource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State TagImage, from the queue before CLIP: rendition in, tags, attributes and suggestions with
 * their evidence out ({@link TagImageResult}). State TagProducts, from the same queue: rendition
 * and boxes in, the same of each box for which there is time out ({@link TagProductsResult}).
 */
@Observed
@ApplicationScoped
@Named("tag-image")
public class TagImageHandler implements RequestHandler<QueueEvent, Unanswered> {

  /**
   * Asks for the tags of a picture's rendition.
   *
   * @param execution name of the workflow execution, for the evidence
   * @param products the parts of the picture to tag; null for the whole picture
   */
  @RegisterForReflection
  public record Request(PictureRef image, String execution, @Nullable List<ProductBox> products)
      implements PictureWork {
    public Request {
      products = products == null ? null : List.copyOf(products);
    }
  }

  private final QueuedTasks tasks;
  private final PictureStore pictures;
  private final VocabularySource vocabularies;
  private final ThresholdSource thresholds;
  private final PictureTagger tagger;
  private final Clock clock;

  public TagImageHandler(
      QueuedTasks tasks,
      PictureStore pictures,
      VocabularySource vocabularies,
      ThresholdSource thresholds,
      PictureTagger tagger,
      Clock clock) {
    this.tasks = tasks;
    this.pictures = pictures;
    this.vocabularies = vocabularies;
    this.thresholds = thresholds;
    this.tagger = tagger;
    this.clock = clock;
  }

  @Override
  public Unanswered handleRequest(QueueEvent batch, Context context) {
    return Deadline.within(
        context.getRemainingTimeInMillis(), () -> tasks.work(batch, Request.class, this::tag));
  }

  private Record tag(Request request) {
    PictureRef image = request.image();
    byte[] jpeg = pictures.read(image.bucket(), image.rendition());
    // Before the reading: who begins to read after a change of the vocabulary notes a later time.
    Instant asOf = clock.instant();
    Vocabulary vocabulary = vocabularies.of(image.seller());
    SellerThresholds seller = thresholds.of(image.seller());
    return request.products() == null
        ? tagger.tag(jpeg, vocabulary, seller, request.execution()).asOf(asOf)
        : tagger.tagProducts(jpeg, request.products(), vocabulary, seller, request.execution());
  }
}

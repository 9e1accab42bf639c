package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.catalog.Leftovers.StoreResult;
import dev.vitrine.catalog.Leftovers.StoreResult.Outcome;
import dev.vitrine.image.PictureRef;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.workflow.WorkflowInput.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** State FinishImage: the last status of an image, done or partial. */
@Observed
@ApplicationScoped
@Named("finish-image")
public class FinishImageHandler implements RequestHandler<FinishImageHandler.Request, StoreResult> {

  /**
   * Asks for an image's last status.
   *
   * @param execution name of the workflow execution; null from one that began in an earlier release
   */
  public record Request(PictureRef image, @Nullable String execution) implements PictureWork {}

  private static final Logger LOG = Logger.getLogger(FinishImageHandler.class);

  private final Catalog catalog;
  private final Leftovers leftovers;
  private final Clock clock;

  FinishImageHandler(Catalog catalog, Leftovers leftovers, Clock clock) {
    this.catalog = catalog;
    this.leftovers = leftovers;
    this.clock = clock;
  }

  @Override
  public StoreResult handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> finish(request));
  }

  private StoreResult finish(Request request) {
    PictureRef picture = request.image();
    Instant now = clock.instant();
    Optional<ImageRecord> finished =
        catalog.advance(
            picture,
            image -> ImageJourney.finished(image, picture.revision(), request.execution(), now));
    finished.ifPresent(image -> count(image, now));
    StoreResult result = leftovers.storeResult(finished, picture);
    if (result.outcome() == Outcome.STORED
        && finished.filter(image -> image.description() != null).isEmpty()) {
      LOG.warnf("there is nothing to finish: image %s has no description", picture.imageId());
      return new StoreResult(Outcome.NOTHING_TO_FINISH);
    }
    return result;
  }

  /** Counts how a picture ended, once: a later run that only restyles it is not counted. */
  private static void count(ImageRecord image, Instant now) {
    if (image.run().work() != Work.DESCRIBE || !now.equals(image.finishedAt())) {
      return; // It is not finished, or a call that this one repeats has counted it.
    }
    switch (image.status()) {
      case DONE -> {
        Observation.count(Metric.PICTURES_DONE, 1);
        if (image.run().attempt() == 0) {
          Duration taken = Duration.between(image.original().uploadedAt(), now);
          Observation.count(Metric.PICTURE_SECONDS, taken.toMillis() / 1000.0);
        }
      }
      case PARTIAL -> Observation.count(Metric.PICTURES_PARTIAL, 1);
      default -> {
        // Replaced or not finished: another execution ends it.
      }
    }
  }
}

package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.Leftovers.StoreResult;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;

/** State RecordFailure: why an image went no further, in words, into its record. */
@Observed
@ApplicationScoped
@Named("record-failure")
public class RecordFailureHandler
    implements RequestHandler<RecordFailureHandler.Request, StoreResult> {

  /**
   * Asks to record why an image went no further.
   *
   * @param execution name of the workflow execution
   */
  public record Request(PictureRef image, String execution, ImageFailure failure)
      implements PictureWork {}

  /**
   * Why an image went no further.
   *
   * @param step name of the state
   * @param error of a rejected file: a code and a sentence for the seller; else as the workflow
   *     caught it
   */
  public record ImageFailure(End status, String step, ImageError.Caught error) {
    private ImageError inWords() {
      return status == End.REJECTED ? error.asItIs() : error.at(step);
    }
  }

  /** How an image ended. */
  public enum End {
    /** The file is no usable picture. */
    @JsonProperty("rejected")
    REJECTED,
    /** A step failed. */
    @JsonProperty("failed")
    FAILED
  }

  private final Catalog catalog;
  private final Leftovers leftovers;
  private final Clock clock;

  RecordFailureHandler(Catalog catalog, Leftovers leftovers, Clock clock) {
    this.catalog = catalog;
    this.leftovers = leftovers;
    this.clock = clock;
  }

  @Override
  public StoreResult handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> record(request));
  }

  private StoreResult record(Request request) {
    PictureRef picture = request.image();
    Observation.count(
        request.failure().status() == End.REJECTED
            ? Metric.PICTURES_REJECTED
            : Metric.PICTURES_FAILED,
        1);
    return leftovers.storeResult(
        catalog.advance(picture, image -> ended(image, request, clock.instant())), picture);
  }

  private static ImageRecord ended(ImageRecord image, Request request, Instant now) {
    Revision revision = request.image().revision();
    ImageError why = request.failure().inWords();
    return switch (request.failure().status()) {
      case REJECTED -> ImageJourney.rejected(image, revision, request.execution(), why, now);
      case FAILED -> ImageJourney.failed(image, revision, request.execution(), why, now);
    };
  }
}

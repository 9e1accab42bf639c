package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;

/** State RecordFailure: why an image went no further, in words, into its record. */
@Named("record-failure")
public class RecordFailureHandler implements RequestHandler<RecordFailureRequest, StoreOutcome> {
  private final Catalog catalog;
  private final Clock clock;

  public RecordFailureHandler(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public StoreOutcome handleRequest(RecordFailureRequest request, Context context) {
    ImageRef ref = request.image();
    return StoreOutcome.of(
        catalog.update(ref.seller(), ref.id(), image -> ended(image, request, clock.instant())),
        ref);
  }

  private static ImageRecord ended(ImageRecord image, RecordFailureRequest request, Instant now) {
    String revision = request.image().revision();
    ImageError why = request.failure().error();
    return switch (request.failure().status()) {
      case REJECTED -> ImageJourney.rejected(image, revision, request.execution(), why, now);
      case FAILED -> ImageJourney.failed(image, revision, request.execution(), why, now);
    };
  }
}

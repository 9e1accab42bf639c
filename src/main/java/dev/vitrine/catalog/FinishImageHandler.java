package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Named;
import java.time.Clock;

/** State FinishImage: the last status of an image, done or partial. */
@Named("finish-image")
public class FinishImageHandler implements RequestHandler<FinishImageRequest, StoreOutcome> {
  private final Catalog catalog;
  private final Clock clock;

  public FinishImageHandler(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public StoreOutcome handleRequest(FinishImageRequest request, Context context) {
    ImageRef ref = request.image();
    return StoreOutcome.of(
        catalog.update(
            ref.seller(),
            ref.id(),
            image -> ImageJourney.finished(image, ref.revision(), clock.instant())),
        ref);
  }
}

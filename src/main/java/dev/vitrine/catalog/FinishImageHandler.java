package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.image.PictureRef;
import dev.vitrine.table.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;

/** State FinishImage: the last status of an image, done or partial. */
@ApplicationScoped
@Named("finish-image")
public class FinishImageHandler implements RequestHandler<FinishImageHandler.Request, StoreResult> {

  /** Asks for an image's last status. */
  public record Request(PictureRef image) {}

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
    return Deadline.within(context.getRemainingTimeInMillis(), () -> finish(request.image()));
  }

  private StoreResult finish(PictureRef picture) {
    return leftovers.result(
        catalog.update(
            picture.seller(),
            picture.imageId(),
            image -> ImageJourney.finished(image, picture.revision(), clock.instant())),
        picture);
  }
}

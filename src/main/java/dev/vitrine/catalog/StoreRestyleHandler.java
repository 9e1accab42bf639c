package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.catalog.Leftovers.StoreResult;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.PictureRef;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** State StoreRestyle: a restyled picture, or an error, into the image's record. */
@Observed
@ApplicationScoped
@Named("store-restyle")
public class StoreRestyleHandler
    implements RequestHandler<StoreRestyleHandler.Request, StoreResult> {

  /**
   * Asks to store a restyled picture, or why there is none: one of the two.
   *
   * @param execution name of the workflow execution
   * @param order what was asked for
   * @param result what was painted
   * @param error why nothing was
   */
  public record Request(
      PictureRef image,
      String execution,
      RestyleOrder order,
      @Nullable RestyleImageResult result,
      ImageError.@Nullable Caught error)
      implements PictureWork {
    public Request {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("RestyleImage has either a result or an error");
      }
    }

    private Restyle restyle() {
      if (error != null) {
        return Restyle.failed(order, execution, error.at("RestyleImage"));
      }
      if (result != null) {
        return Restyle.done(order, execution, result);
      }
      throw new AssertionError("one of the two is there");
    }
  }

  private final Catalog catalog;
  private final Leftovers leftovers;

  StoreRestyleHandler(Catalog catalog, Leftovers leftovers) {
    this.catalog = catalog;
    this.leftovers = leftovers;
  }

  @Override
  public StoreResult handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> store(request));
  }

  private StoreResult store(Request request) {
    PictureRef picture = request.image();
    Restyle restyle = request.restyle();
    return leftovers.storeResult(
        catalog.advance(picture, image -> ImageJourney.painted(image, picture.revision(), restyle)),
        picture,
        request.order());
  }
}

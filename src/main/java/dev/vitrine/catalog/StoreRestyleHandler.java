package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Named;

/** State StoreRestyle: a restyled picture, or an error, into the image's record. */
@Named("store-restyle")
public class StoreRestyleHandler implements RequestHandler<StoreRestyleRequest, StoreOutcome> {
  private final Catalog catalog;

  public StoreRestyleHandler(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public StoreOutcome handleRequest(StoreRestyleRequest request, Context context) {
    ImageRef ref = request.image();
    Restyle restyle = request.restyle();
    return StoreOutcome.of(
        catalog.update(
            ref.seller(), ref.id(), image -> ImageJourney.painted(image, ref.revision(), restyle)),
        ref);
  }
}

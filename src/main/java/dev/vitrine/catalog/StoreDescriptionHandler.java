package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.restyle.Styles;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** State StoreDescription: what machines say of a picture in, what is left to paint out. */
@Named("store-description")
public class StoreDescriptionHandler
    implements RequestHandler<StoreDescriptionRequest, StoreDescriptionResult> {
  private final Catalog catalog;
  private final Clock clock;

  public StoreDescriptionHandler(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public StoreDescriptionResult handleRequest(StoreDescriptionRequest request, Context context) {
    ImageRef ref = request.image();
    Measurements measured =
        Measurements.of(request.rendered(), Evidence.pixels(request.execution(), clock.instant()));
    List<RestyleOrder> orders = orders(request);
    return catalog
        .update(
            ref.seller(),
            ref.id(),
            image ->
                ImageJourney.described(
                    image, ref.revision(), measured, request::mergedWith, orders))
        .filter(image -> image.original().revision().equals(ref.revision()))
        .map(image -> left(image, request.execution()))
        .orElse(new StoreDescriptionResult(List.of(), null));
  }

  private static StoreDescriptionResult left(ImageRecord image, String execution) {
    Prompt prompt = image.descriptionOrNone().prompt();
    return new StoreDescriptionResult(
        image.pending(execution).stream().map(Restyle::order).toList(),
        prompt == null ? null : prompt.text());
  }

  /** What was asked for by the execution and with the upload, once each, known styles only. */
  private static List<RestyleOrder> orders(StoreDescriptionRequest request) {
    Map<String, RestyleOrder> orders = new LinkedHashMap<>();
    request.restyles().forEach(order -> orders.put(order.id(), order));
    for (String style : request.rendered().restyles()) {
      if (Styles.named(style).isPresent()) {
        RestyleOrder order = RestyleOrder.ofStyle(style);
        orders.putIfAbsent(order.id(), order);
      }
    }
    return List.copyOf(orders.values());
  }
}

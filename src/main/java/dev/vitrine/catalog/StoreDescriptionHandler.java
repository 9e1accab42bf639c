package dev.vitrine.catalog;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.vitrine.catalog.Leftovers.StoreResult.Outcome;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureRef;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.restyle.Styles;
import dev.vitrine.table.Deadline;
import dev.vitrine.tag.ProductBox;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.tag.TagProductsResult;
import dev.vitrine.trace.Observed;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * State StoreDescription: stores what the models answered about a picture, and answers which
 * restyles are still to be painted.
 */
@Observed
@ApplicationScoped
@Named("store-description")
public class StoreDescriptionHandler
    implements RequestHandler<StoreDescriptionHandler.Request, StoreDescriptionHandler.Result> {

  /**
   * Asks to store what machines say of a picture.
   *
   * @param execution name of the workflow execution
   * @param rendered measurements, and the styles the upload asks for
   * @param tag result or error of TagImage
   * @param prompt result or error of WritePrompt
   * @param products result, error or both of TagProducts; null if the picture does not show several
   * @param restyles what the execution was asked to restyle
   */
  public record Request(
      PictureRef image,
      String execution,
      Rendered rendered,
      TagEnd tag,
      PromptEnd prompt,
      @Nullable ProductsEnd products,
      List<RestyleOrder> restyles)
      implements PictureWork {
    public Request {
      restyles = List.copyOf(restyles);
    }

    /** {@return an earlier run's description of the same revision, with this run's in its place} */
    Description mergedWith(Description earlier) {
      Description described = prompt.mergedWith(tag.mergedWith(earlier));
      return products == null ? described : products.mergedWith(described, earlier, prompt.boxes());
    }

    private Measurements measured(Description earlier, Evidence evidence) {
      return Measurements.of(rendered, mergedWith(earlier).detected(), evidence);
    }
  }

  /** How TagImage ended: one of the two. */
  public record TagEnd(@Nullable TagImageResult result, ImageError.@Nullable Caught error) {
    public TagEnd {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("TagImage has either a result or an error");
      }
    }

    private Description mergedWith(Description earlier) {
      if (error != null) {
        return earlier.tagFailed(error.at("TagImage"));
      }
      return result == null ? earlier : earlier.tagged(result);
    }
  }

  /** How WritePrompt ended: one of the two. */
  public record PromptEnd(@Nullable WritePromptResult result, ImageError.@Nullable Caught error) {
    public PromptEnd {
      if ((result == null) == (error == null)) {
        throw new IllegalArgumentException("WritePrompt has either a result or an error");
      }
    }

    private Description mergedWith(Description earlier) {
      if (error != null) {
        return earlier.promptFailed(error.at("WritePrompt"));
      }
      return result == null ? earlier : earlier.written(result);
    }

    /** {@return where the captioner sees products; empty if it failed or did not look} */
    private List<ProductBox> boxes() {
      return result == null || result.products() == null ? List.of() : result.products();
    }
  }

  /**
   * How TagProducts ended: one of the two, or both if it failed after it had tagged some.
   *
   * @param result whose untagged boxes are missing; null if the first task failed
   */
  public record ProductsEnd(@Nullable TagProductsResult result, ImageError.@Nullable Caught error) {
    public ProductsEnd {
      if (result == null && error == null) {
        throw new IllegalArgumentException("TagProducts has a result or an error");
      }
    }

    /**
     * Puts this run's boxes in the place of an earlier run's, unless it failed and has tagged no
     * more of them. Of a product without tags the captioner's word is kept.
     *
     * @param asked where the captioner sees products
     */
    private Description mergedWith(
        Description described, Description earlier, List<ProductBox> asked) {
      TagProductsResult end = result == null ? new TagProductsResult(List.of(), asked) : result;
      ImageError.Caught why = error;
      if (why == null && !end.untagged().isEmpty()) {
        why = new ImageError.Caught("States.Timeout", null); // of an execution of a release before
      }
      return why == null
          ? described.withProducts(seen(end), null)
          : described.productsFailed(earlier.boxes(), seen(end), why.at("TagProducts"));
    }

    private static List<SeenProduct> seen(TagProductsResult result) {
      Stream<SeenProduct> untagged =
          result.untagged().stream()
              .map(one -> new SeenProduct(one.box(), one.label(), null, List.of()));
      return Stream.concat(result.products().stream(), untagged).toList();
    }
  }

  /**
   * What is left to do for a described picture.
   *
   * @param restyles what to paint; none when the image was deleted or has a newer revision
   * @param imagePrompt the image's prompt; null when there is none
   * @param detected where a captioner sees products; null if it saw none, or did not look
   * @param urgent whether a person waits for one of the restyles, also one that was ordered after
   *     the execution began
   */
  public record Result(
      List<RestyleOrder> restyles,
      @Nullable String imagePrompt,
      @Nullable DetectedBoxes detected,
      boolean urgent) {
    public Result {
      restyles = List.copyOf(restyles);
    }
  }

  private final Catalog catalog;
  private final Leftovers leftovers;
  private final Clock clock;

  StoreDescriptionHandler(Catalog catalog, Leftovers leftovers, Clock clock) {
    this.catalog = catalog;
    this.leftovers = leftovers;
    this.clock = clock;
  }

  @Override
  public Result handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> store(request));
  }

  private Result store(Request request) {
    PictureRef picture = request.image();
    Evidence evidence = Evidence.pixels(request.execution(), clock.instant());
    List<RestyleOrder> orders = orders(request);
    Optional<ImageRecord> stored =
        catalog.advance(
            picture,
            image ->
                ImageJourney.described(
                    image,
                    picture.revision(),
                    request.measured(image.descriptionOrNone(), evidence),
                    request::mergedWith,
                    orders));
    boolean counts = leftovers.storeResult(stored, picture).outcome() == Outcome.STORED;
    return stored
        .filter(image -> counts)
        .map(image -> resultOf(image, request.execution()))
        .orElse(new Result(List.of(), null, null, false));
  }

  private static Result resultOf(ImageRecord image, String execution) {
    return new Result(
        Restyle.pending(image, execution).stream().map(Restyle::order).toList(),
        image.texts().promptText(),
        image.descriptionOrNone().detected(),
        image.run().execution().equals(execution) && Run.isUrgent(image));
  }

  /** What was asked for by the execution and with the upload, once each, known styles only. */
  private static List<RestyleOrder> orders(Request request) {
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

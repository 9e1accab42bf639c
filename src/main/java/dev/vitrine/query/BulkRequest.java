package dev.vitrine.query;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.action.Bulk;
import dev.vitrine.action.BulkAction;
import dev.vitrine.action.BulkOrder;
import dev.vitrine.action.Correction;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.image.ImageId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One action on many images: on listed ones, or on all that meet conditions.
 *
 * @param ids the images, at most 100; null if there is a query
 * @param query conditions as those of {@code GET /images}; without any, all images
 * @param except ids of images of the query that are left out, at most 1,000
 * @param action {@code correct}, {@code accept}, {@code dismiss}, {@code group}, {@code restyle},
 *     {@code retry}, {@code delete}, {@code restore}, which needs ids, or {@code undo}; {@code
 *     accept} and {@code dismiss} refuse images on which it is not suggested
 * @param addTag for {@code correct} and {@code accept}: a tag to add
 * @param removeTag for {@code correct}: a tag to remove; for {@code dismiss}: a suggested tag
 * @param attribute for {@code correct}, {@code accept} and {@code dismiss}: the name of an
 *     attribute
 * @param value the attribute's value; null unlocks it
 * @param product for {@code group}: the product that all these images show; with a position, which
 *     needs ids, the first of these ids stands there and the others follow in their order; whoever
 *     sends ids again that were not reached moves the position on
 * @param restyle for {@code restyle}: what to order
 * @param order for {@code undo}: the Idempotency-Key of the corrections to undo
 * @param limit most images of this call, at most 100
 * @param cursor where the call before ended; null for the first
 */
@Schema(name = "BulkRequest", requiredProperties = "action")
public record BulkRequest(
    @Schema(maxItems = 100) @Nullable List<@Nullable String> ids,
    @Nullable Conditions query,
    @Schema(maxItems = 1_000) @Nullable List<@Nullable String> except,
    @Schema(
            enumeration = {
              "correct", "accept", "dismiss", "group", "restyle", "retry", "delete", "restore",
              "undo"
            })
        @Nullable String action,
    @Nullable String addTag,
    @Nullable String removeTag,
    @Nullable String attribute,
    @Nullable String value,
    ProductsResource.@Nullable PlaceRequest product,
    @Nullable RestyleRequest restyle,
    @Nullable String order,
    @Schema(minimum = "1", maximum = "100", defaultValue = "50") @Nullable Integer limit,
    @Nullable String cursor) {
  private static final int MOST_EXCEPT = 1_000;
  private static final int DEFAULT_LIMIT = 50;

  /**
   * The conditions of {@code GET /images}.
   *
   * @param tags one, or a list of several
   * @param attributes {@code name:value}, one or a list of several
   */
  @Schema(name = "BulkQuery")
  public record Conditions(
      @Nullable String status,
      @Nullable String work,
      @JsonProperty("tag")
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Schema(maxItems = 8, description = "A single one may be a plain string")
          @Nullable List<String> tags,
      @JsonProperty("attribute")
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Schema(maxItems = 8, description = "A single one may be a plain string")
          @Nullable List<String> attributes,
      @Nullable String product,
      @Nullable String text,
      @Nullable String from,
      @Nullable String to,
      @Nullable String sort) {
    private ImageConditions conditions() {
      return new ImageConditions(status, work, tags, attributes, product, text, from, to, sort);
    }
  }

  /**
   * {@return the order}
   *
   * @param id the request's Idempotency-Key
   * @throws ApiProblem if it does not say which images, or what to do with them
   */
  BulkOrder orderOf(String seller, String id) {
    Set<ImageId> listed = ids("ids", ids, Bulk.MOST);
    if ((query == null) == listed.isEmpty()) {
      throw ApiProblem.invalid(
          "An order for many images either lists them or has a query that finds them.");
    }
    return new BulkOrder(
        id,
        query == null ? null : query.conditions().queryByTime(seller),
        List.copyOf(listed),
        ids("except", except, MOST_EXCEPT),
        bulkAction(listed));
  }

  int mostImages() {
    return RequestParameters.count("limit", limit, DEFAULT_LIMIT, Bulk.MOST);
  }

  private BulkAction bulkAction(Set<ImageId> listed) {
    return switch (Objects.requireNonNullElse(action, "")) {
      case "correct" -> BulkAction.correct(correction());
      case "accept" -> BulkAction.accept(correction());
      case "dismiss" -> dismissal();
      case "group" -> BulkAction.correct(places(listed));
      case "restyle" -> {
        if (restyle == null) {
          throw ApiProblem.invalid("restyle", "An order to restyle needs a style or a prompt.");
        }
        yield BulkAction.restyle(restyle.order());
      }
      case "retry" -> BulkAction.retry();
      case "delete" -> BulkAction.delete();
      case "restore" -> {
        if (listed.isEmpty()) {
          throw ApiProblem.invalid("ids", "An order to restore lists its images.");
        }
        yield BulkAction.restore();
      }
      case "undo" -> {
        if (order == null || order.isBlank()) {
          throw ApiProblem.invalid("order", "An order to undo needs the key of the order before.");
        }
        yield BulkAction.undo(order);
      }
      default ->
          throw ApiProblem.invalid(
              "action",
              "An order is one of correct, accept, dismiss, group, restyle, retry, delete, restore"
                  + " and undo.");
    };
  }

  private Function<ImageId, Correction> places(Set<ImageId> listed) {
    if (product == null) {
      throw ApiProblem.invalid("product", "An order to group needs a product.");
    }
    Correction first = product.correction();
    Integer position = product.position();
    if (position == null) {
      return id -> first;
    }
    if (listed.isEmpty()) {
      throw ApiProblem.invalid("ids", "Only listed images can be put in an order.");
    }
    Map<ImageId, Correction> places = new HashMap<>();
    int next = position;
    for (ImageId id : listed) {
      places.put(id, new ProductsResource.PlaceRequest(product.sku(), next).correction());
      next++;
    }
    return id -> places.getOrDefault(id, first);
  }

  private BulkAction dismissal() {
    Correction named = correction();
    if (named instanceof Correction.TagRemoved tag) {
      return BulkAction.dismiss(null, tag.label());
    }
    if (named instanceof Correction.AttributeSet set) {
      return BulkAction.dismiss(
          set.value().name(), RequestParameters.label("value", set.value().value()));
    }
    throw ApiProblem.invalid("An order to dismiss needs a tag, or an attribute and its value.");
  }

  private Correction correction() {
    if (addTag != null && removeTag == null && attribute == null) {
      return new Correction.TagAdded(RequestParameters.label("addTag", addTag));
    }
    if (removeTag != null && addTag == null && attribute == null) {
      return new Correction.TagRemoved(RequestParameters.label("removeTag", removeTag));
    }
    if (attribute != null && addTag == null && removeTag == null) {
      return value == null
          ? new Correction.AttributeUnlocked(attribute)
          : new Correction.AttributeSet(
              RequestParameters.attribute("attribute", attribute, "value", value));
    }
    throw ApiProblem.invalid(
        "A correction adds a tag, removes a tag or sets an attribute: one of the three.");
  }

  private static Set<ImageId> ids(String field, @Nullable List<@Nullable String> texts, int most) {
    Set<ImageId> ids = new LinkedHashSet<>();
    for (String text : texts == null ? List.<@Nullable String>of() : texts) {
      try {
        ids.add(new ImageId(Objects.requireNonNullElse(text, "")));
      } catch (IllegalArgumentException e) {
        throw ApiProblem.invalid(field, "The list has something that is no image's id.");
      }
    }
    if (ids.size() > most) {
      throw ApiProblem.invalid(field, "A list has at most " + most + " images.");
    }
    return ids;
  }
}

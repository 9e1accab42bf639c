package dev.vitrine.query;

import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.query.SelectionCounts.Counted;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many images meet conditions, and what there is to choose from among them. */
@Path("/selection")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "choices")
public class SelectionResource {
  private static final String EXAMPLE =
      """
      {"images": 2, "whole": true,
       "values": [{"name": "color", "value": "navy", "count": 2},
                  {"name": "color", "value": "red", "count": 5},
                  {"name": "tag", "value": "mug", "count": 2}],
       "byStatus": {"received": 0, "running": 0, "done": 2, "partial": 0, "rejected": 0, "failed": 0},
       "alternatives": [{"name": "color", "whole": true}]}""";

  private static final String STATUS = "status";

  private final Catalog catalog;
  private final SellerIdentity seller;
  private final Clock clock;

  SelectionResource(Catalog catalog, SellerIdentity seller, Clock clock) {
    this.catalog = catalog;
    this.seller = seller;
    this.clock = clock;
  }

  /**
   * The counts of images that meet conditions.
   *
   * @param images how many meet all of them
   * @param whole whether all of them were counted; if not, these and the counts of what no
   *     condition names are lower bounds
   * @param values tags, attribute values and states of the work ({@code vitrine-work}), as in
   *     {@code GET /tags}
   * @param byStatus by the name of the status
   * @param alternatives what conditions name: {@code status}, {@code vitrine-work}, or attributes.
   *     Its counts are of the images that meet all other conditions, since another value would take
   *     the place of the present one, or be added to it
   */
  @Schema(
      name = "Selection",
      requiredProperties = {"images", "whole", "values", "byStatus", "alternatives"})
  public record Selection(
      long images,
      boolean whole,
      List<Facet> values,
      Map<String, Long> byStatus,
      List<Alternatives> alternatives) {}

  /**
   * What is counted apart from the rest.
   *
   * @param name {@code status}, {@code vitrine-work}, or an attribute's name
   * @param whole whether all images were counted; if not, its counts are lower bounds
   */
  @Schema(
      name = "Alternatives",
      requiredProperties = {"name", "whole"})
  public record Alternatives(String name, boolean whole) {}

  @GET
  @Operation(
      operationId = "countSelection",
      summary = "How many images meet the conditions, and their tags and values with counts",
      description =
          "Reads the images in brief, at most 2,000 that meet the conditions, for some seconds at"
              + " most, and for each alternative as many: where there are more, whole is false. The"
              + " counts of all images are those of listFacets and countImages. Tags are counted"
              + " among the images that meet all conditions, since another tag is one more"
              + " condition.")
  @APIResponse(
      responseCode = "200",
      description = "The counts, a moment old; sorted by name, then by count, highest first",
      content =
          @Content(
              schema = @Schema(implementation = Selection.class),
              examples = @ExampleObject(name = "tag=mug&attribute=color:navy", value = EXAMPLE)))
  public Selection selection(@BeanParam ImageConditions conditions) {
    ImageQuery query = conditions.queryByTime(seller.name());
    Map<String, ImageQuery> others = new TreeMap<>();
    if (query.status() != null) {
      others.put(STATUS, query.withoutStatus());
    }
    if (query.work() != null) {
      others.put(Facet.WORK, query.withoutWork());
    }
    for (String name : query.attributeNames()) {
      others.put(name, query.withoutAttribute(name));
    }
    SelectionCounts counts = new SelectionCounts(catalog, clock, 1 + others.size());
    Counted all = counts.of(query);
    Map<String, Counted> apart = new TreeMap<>();
    others.forEach((name, other) -> apart.put(name, counts.of(other)));
    return new Selection(
        all.images(),
        all.whole(),
        values(all, apart),
        byStatus(apart.getOrDefault(STATUS, all)),
        apart.entrySet().stream()
            .map(one -> new Alternatives(one.getKey(), one.getValue().whole()))
            .toList());
  }

  private static List<Facet> values(Counted all, Map<String, Counted> apart) {
    List<Facet> values = new ArrayList<>();
    add(values, all, name -> !apart.containsKey(name));
    apart.forEach((name, counted) -> add(values, counted, name::equals));
    values.sort(Facet.BY_COUNT);
    return values;
  }

  private static void add(List<Facet> values, Counted counted, Predicate<String> isOf) {
    counted
        .values()
        .forEach(
            (value, count) -> {
              if (isOf.test(value.name())) {
                values.add(new Facet(value.name(), value.value(), count));
              }
            });
  }

  private static Map<String, Long> byStatus(Counted counted) {
    Map<String, Long> byStatus = new LinkedHashMap<>();
    for (ImageStatus status : ImageStatus.values()) {
      byStatus.put(status.word(), counted.byStatus().getOrDefault(status, 0L));
    }
    return byStatus;
  }
}

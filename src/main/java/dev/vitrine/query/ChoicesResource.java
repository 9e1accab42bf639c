package dev.vitrine.query;

import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.restyle.Style;
import dev.vitrine.restyle.Styles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The choices to offer: tags and attribute values that find images, and restyle presets. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "choices")
public class ChoicesResource {
  private final Catalog catalog;
  private final SellerIdentity seller;

  ChoicesResource(Catalog catalog, SellerIdentity seller) {
    this.catalog = catalog;
    this.seller = seller;
  }

  @GET
  @Path("tags")
  @Operation(
      operationId = "listFacets",
      summary = "The tags and attribute values of the seller's images, with counts")
  @APIResponse(responseCode = "200", description = "Sorted by name, then by count, highest first")
  public List<Facet> facets() {
    return catalog.facets(seller.name());
  }

  /**
   * How many images the seller has.
   *
   * @param total of all statuses
   * @param byStatus by the name of the status
   */
  @Schema(
      name = "Counts",
      requiredProperties = {"total", "byStatus"})
  public record Counts(long total, Map<String, Long> byStatus) {}

  @GET
  @Path("counts")
  @Operation(operationId = "countImages", summary = "How many images the seller has, by status")
  @APIResponse(responseCode = "200", description = "The numbers, a moment old")
  public Counts counts() {
    Map<String, Long> byStatus = new LinkedHashMap<>();
    catalog.counts(seller.name()).forEach((status, count) -> byStatus.put(status.word(), count));
    return new Counts(byStatus.values().stream().mapToLong(Long::longValue).sum(), byStatus);
  }

  @GET
  @Path("styles")
  @Operation(operationId = "listStyles", summary = "The restyle presets")
  @APIResponse(responseCode = "200", description = "In the order to offer them")
  public List<Style> styles() {
    return Styles.ALL;
  }
}

package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Facet;
import dev.vitrine.restyle.Style;
import dev.vitrine.restyle.Styles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is to choose from: values to find images by, styles. */
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
      summary = "What the seller's images can be found by, and how many there are")
  @APIResponse(responseCode = "200", description = "By name, most frequent value first")
  public List<Facet> facets() {
    return catalog.facets(seller.name());
  }

  @GET
  @Path("styles")
  @Operation(operationId = "listStyles", summary = "The restyle presets")
  @APIResponse(responseCode = "200", description = "In the order they should be offered")
  public List<Style> styles() {
    return Styles.ALL;
  }
}

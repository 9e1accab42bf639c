package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImagePage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a person should look at first. */
@Path("/review")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "corrections")
public class ReviewResource {
  private final Catalog catalog;
  private final SellerIdentity seller;

  ReviewResource(Catalog catalog, SellerIdentity seller) {
    this.catalog = catalog;
    this.seller = seller;
  }

  @GET
  @Operation(
      operationId = "listReview",
      summary = "List images with something to decide, the least sure first",
      description =
          "An image is as sure as its value nearest to its threshold. What a person said, and what "
              + "is 0.25 or more from its threshold, is not asked about. A page may be short "
              + "although more follow: go on until there is no cursor.")
  @APIResponse(responseCode = "200", description = "A page of images")
  public ImagesView list(
      @Parameter(
              description = "At most so many",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "100",
                      defaultValue = "24"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "Where the page before ended") @QueryParam("cursor")
          @Nullable String cursor) {
    ImagePage page = catalog.review(seller.name(), Given.limit(limit), Given.cursor(cursor));
    return new ImagesView(page.images().stream().map(ImageView::of).toList(), page.cursor());
  }
}

package dev.vitrine.query;

import dev.vitrine.api.ListPart;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The images on which a person's decision helps most. */
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
      summary = "List images with a value to decide, the least sure first",
      description =
          "The least sure image is the one with the score nearest to its threshold. Values that a "
              + "person has decided, and scores 0.25 or more away from their threshold, do not "
              + "count. A page may have few images although more follow: the last page is the one "
              + "without a cursor.")
  @APIResponse(responseCode = "200", description = "A page of images")
  public ImagesView list(@BeanParam ListPart part) {
    Catalog.Page page = catalog.review(seller.name(), part.mostImages(), part.cursor());
    return new ImagesView(
        page.images().stream().map(image -> ImageView.listed(image, null)).toList(), page.cursor());
  }
}

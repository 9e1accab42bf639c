package dev.vitrine.query;

import dev.vitrine.action.ImageActions;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Orders more work on an image: restyles, and retries of failed steps. */
@Path("/images/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "work")
public class RestylesResource {
  private final ImageActions actions;
  private final SellerIdentity seller;

  RestylesResource(ImageActions actions, SellerIdentity seller) {
    this.actions = actions;
    this.seller = seller;
  }

  @POST
  @Path("restyles")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "restyle",
      summary = "Order a restyle",
      description =
          "Repeating an order makes no second picture. With keep, only the background is painted, and"
              + " the restyle is a PNG. Where the product cannot be told from its background for"
              + " sure, this is refused with PRODUCT_UNSURE: before a model is asked, mostly at"
              + " once, else as the restyle's error.")
  @APIResponse(
      responseCode = "202",
      description = "The image with the order",
      content = @Content(schema = @Schema(implementation = ImageView.class)))
  public Response restyle(@PathParam("id") String id, @Nullable RestyleRequest body) {
    String sellerName = seller.name();
    ImageId imageId = RequestParameters.imageId(id);
    RestyleOrder order =
        (body == null ? new RestyleRequest(null, null, null, null, null) : body).order();
    return accepted(actions.restyle(sellerName, imageId, order, true));
  }

  @POST
  @Path("retry")
  @Operation(
      operationId = "retry",
      summary = "Repeat the steps that failed",
      description = "If the image is being worked on already, nothing is started.")
  @APIResponse(
      responseCode = "202",
      description = "The image, which is being worked on",
      content = @Content(schema = @Schema(implementation = ImageView.class)))
  public Response retry(@PathParam("id") String id) {
    return accepted(actions.retry(seller.name(), RequestParameters.imageId(id), true));
  }

  private static Response accepted(Optional<ImageRecord> image) {
    return Response.accepted(image.map(ImageView::of).orElseThrow(ApiProblem::imageNotFound))
        .build();
  }
}

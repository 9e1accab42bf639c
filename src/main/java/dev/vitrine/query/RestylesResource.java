package dev.vitrine.query;

import dev.vitrine.action.ImageActions;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** More work on an image: restyles, which can be deleted too, and retries of failed steps. */
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
          "Repeating an order makes no second picture. An order without a prompt, whose picture was"
              + " painted before the image's prompt changed, makes another restyle with the prompt of"
              + " now; the first one stays. While the image is being described again, the order waits"
              + " for that (waitsForDescription), and is painted with the prompt that the description"
              + " brings; one that repeats an earlier painting has the prompt that the image has when"
              + " it is ordered. If the last description failed, it is repeated first, with all else"
              + " that failed and can be retried. With keep, only the"
              + " background is painted, and the restyle is a PNG. Where the product cannot be told"
              + " from its background for sure, by its pixels or by the captioner's boxes, this is"
              + " refused with PRODUCT_UNSURE: before a model is asked, mostly at once, else as the"
              + " restyle's error. What stands apart and has no box, where the captioner gives boxes, is"
              + " painted.")
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

  @DELETE
  @Path("restyles/{restyleId}")
  @Operation(
      operationId = "deleteRestyle",
      summary = "Delete a restyle",
      description =
          "For 30 days it can be restored, by restoreRestyle or by the same order; then its picture"
              + " is deleted; earlier only if a new order needs its room and 40 others of the image"
              + " were deleted later. One that is being painted is deleted too: the image no longer waits"
              + " for it, and the painting is kept as long. Deleting it again changes nothing.")
  @APIResponse(responseCode = "200", description = "The image without the restyle")
  public ImageView delete(@PathParam("id") String id, @PathParam("restyleId") String restyleId) {
    return actions
        .deleteRestyle(seller.name(), RequestParameters.imageId(id), restyleId)
        .map(image -> with(image, hasDeleted(image, restyleId)))
        .orElseThrow(ApiProblem::imageNotFound);
  }

  @POST
  @Path("restyles/{restyleId}/restore")
  @Operation(
      operationId = "restoreRestyle",
      summary = "Restore a deleted restyle",
      description =
          "It comes back to its place as it was, or as it was painted meanwhile. A restyle that is"
              + " not deleted stays as it is.")
  @APIResponse(responseCode = "200", description = "The image with the restyle")
  public ImageView restore(@PathParam("id") String id, @PathParam("restyleId") String restyleId) {
    return actions
        .restoreRestyle(seller.name(), RequestParameters.imageId(id), restyleId)
        .map(image -> with(image, has(image, restyleId)))
        .orElseThrow(ApiProblem::imageNotFound);
  }

  private static boolean has(ImageRecord image, String restyleId) {
    return image.restyles().stream().anyMatch(one -> one.id().equals(restyleId));
  }

  private static boolean hasDeleted(ImageRecord image, String restyleId) {
    return image.deletedRestyles().stream().anyMatch(one -> one.id().equals(restyleId));
  }

  private static ImageView with(ImageRecord image, boolean hasIt) {
    if (!hasIt) {
      throw ApiProblem.restyleNotFound();
    }
    return ImageView.of(image);
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

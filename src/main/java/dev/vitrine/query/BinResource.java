package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.ListPart;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.bin.Bin;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The seller's deleted pictures, which can be restored for 30 days. */
@Path("/bin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "bin")
public class BinResource {
  private final Bin bin;
  private final PictureLinks links;
  private final SellerIdentity seller;

  BinResource(Bin bin, PictureLinks links, SellerIdentity seller) {
    this.bin = bin;
    this.links = links;
    this.seller = seller;
  }

  @GET
  @Operation(
      operationId = "listBin",
      summary = "List the pictures in the bin",
      description =
          "What was deleted last comes first. A page may have few pictures, or none, although more"
              + " follow: the last page is the one without a cursor.")
  @APIResponse(
      responseCode = "200",
      description = "A page of the bin",
      content =
          @Content(
              schema = @Schema(implementation = BinView.class),
              examples = @ExampleObject(name = "one picture", value = BinView.EXAMPLE)))
  public BinView list(@BeanParam ListPart part) {
    return BinView.of(bin.page(seller.name(), part.mostImages(), part.cursor()), links);
  }

  @POST
  @Path("{id}/restore")
  @Operation(
      operationId = "restoreImage",
      summary = "Take a picture out of the bin",
      description =
          "It comes back with all that was known about it, and no model is asked. A picture that is"
              + " not in the bin stays as it is. Many are restored by the action restore of bulk.")
  @APIResponse(responseCode = "200", description = "The image")
  public ImageView restore(@PathParam("id") String id) {
    return bin.restore(seller.name(), RequestParameters.imageId(id))
        .map(ImageView::of)
        .orElseThrow(ApiProblem::imageNotFound);
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "deleteForGood",
      summary = "Delete a picture in the bin for good",
      description = "Its original, renditions, restyles and record are deleted.")
  @APIResponse(responseCode = "204", description = "The picture is deleted")
  public void delete(@PathParam("id") String id) {
    if (!bin.delete(seller.name(), RequestParameters.imageId(id))) {
      throw ApiProblem.imageNotFound();
    }
  }

  @DELETE
  @Operation(
      operationId = "emptyBin",
      summary = "Delete all pictures in the bin for good",
      description =
          "A call deletes as many pictures as fit into it: while the result says that there are"
              + " more, repeat it.")
  @APIResponse(
      responseCode = "200",
      description = "How many pictures were deleted",
      content =
          @Content(
              schema = @Schema(implementation = Bin.Emptied.class),
              examples =
                  @ExampleObject(name = "all", value = "{\"deleted\": 12, \"more\": false}")))
  public Bin.Emptied empty() {
    return bin.empty(seller.name());
  }
}

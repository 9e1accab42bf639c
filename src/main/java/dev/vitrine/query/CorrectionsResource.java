package dev.vitrine.query;

import dev.vitrine.catalog.ImageActions;
import dev.vitrine.catalog.ImageRecord;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A person's corrections of an image, which no later run overwrites. */
@Path("/images/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "corrections")
public class CorrectionsResource {
  private final ImageActions actions;
  private final SellerIdentity seller;

  CorrectionsResource(ImageActions actions, SellerIdentity seller) {
    this.actions = actions;
    this.seller = seller;
  }

  /**
   * An attribute's value.
   *
   * @param value at most 100 characters
   */
  @Schema(name = "AttributeValue", requiredProperties = "value")
  public record AttributeValue(@Schema(minLength = 1, maxLength = 100) @Nullable String value) {}

  @PUT
  @Path("tags/{label}")
  @Operation(operationId = "putTag", summary = "Add a tag, or accept a suggested one")
  @APIResponse(responseCode = "200", description = "The image with the tag")
  public ImageView putTag(@PathParam("id") String id, @PathParam("label") String label) {
    return view(
        actions.addTag(
            seller.name(), RequestParameters.imageId(id), RequestParameters.label(label)));
  }

  @DELETE
  @Path("tags/{label}")
  @Operation(
      operationId = "refuseTag",
      summary = "Remove a tag, or dismiss a suggestion; a later run does not bring it back")
  @APIResponse(responseCode = "200", description = "The image without the tag")
  public ImageView refuseTag(@PathParam("id") String id, @PathParam("label") String label) {
    return view(
        actions.removeTag(
            seller.name(), RequestParameters.imageId(id), RequestParameters.label(label)));
  }

  @PUT
  @Path("attributes/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "putAttribute", summary = "Set an attribute and lock it")
  @APIResponse(responseCode = "200", description = "The image with the value")
  public ImageView putAttribute(
      @PathParam("id") String id, @PathParam("name") String name, @Nullable AttributeValue body) {
    String value = body == null ? null : body.value();
    return view(
        actions.setAttribute(
            seller.name(),
            RequestParameters.imageId(id),
            RequestParameters.attribute(name, value)));
  }

  @DELETE
  @Path("attributes/{name}")
  @Operation(
      operationId = "unlockAttribute",
      summary = "Unlock an attribute: the machine's value applies again")
  @APIResponse(responseCode = "200", description = "The image with the attribute unlocked")
  public ImageView unlockAttribute(@PathParam("id") String id, @PathParam("name") String name) {
    return view(actions.unlockAttribute(seller.name(), RequestParameters.imageId(id), name));
  }

  private static ImageView view(Optional<ImageRecord> image) {
    return image.map(ImageView::of).orElseThrow(ApiProblem::imageNotFound);
  }
}

package dev.vitrine.query;

import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
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
  private static final String IN_THE_PATH =
      "In AWS, API Gateway decodes the path: a label with a slash or a question mark is not found"
          + " there. The address without it takes every label, as the parameter label.";

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
  @Path("tags")
  @Operation(
      operationId = "putTagByQuery",
      summary = "Add a tag, or accept a suggested one, whatever letters its label has")
  @APIResponse(responseCode = "200", description = "The image with the tag")
  public ImageView putTagByQuery(
      @PathParam("id") String id, @QueryParam("label") @Nullable String label) {
    return putTag(id, Objects.requireNonNullElse(label, ""));
  }

  @DELETE
  @Path("tags")
  @Operation(
      operationId = "refuseTagByQuery",
      summary =
          "Remove a tag, or dismiss a suggestion, whatever letters its label has; a later run does"
              + " not bring it back")
  @APIResponse(responseCode = "200", description = "The image without the tag")
  public ImageView refuseTagByQuery(
      @PathParam("id") String id, @QueryParam("label") @Nullable String label) {
    return refuseTag(id, Objects.requireNonNullElse(label, ""));
  }

  @PUT
  @Path("tags/{label}")
  @Operation(
      operationId = "putTag",
      summary = "Add a tag, or accept a suggested one",
      description = IN_THE_PATH)
  @APIResponse(responseCode = "200", description = "The image with the tag")
  public ImageView putTag(@PathParam("id") String id, @PathParam("label") String label) {
    return made(id, new Correction.TagAdded(RequestParameters.label("label", label)));
  }

  @DELETE
  @Path("tags/{label}")
  @Operation(
      operationId = "refuseTag",
      summary = "Remove a tag, or dismiss a suggestion; a later run does not bring it back",
      description = IN_THE_PATH)
  @APIResponse(responseCode = "200", description = "The image without the tag")
  public ImageView refuseTag(@PathParam("id") String id, @PathParam("label") String label) {
    return made(id, new Correction.TagRemoved(RequestParameters.label("label", label)));
  }

  @PUT
  @Path("attributes/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "putAttribute", summary = "Set an attribute and lock it")
  @APIResponse(responseCode = "200", description = "The image with the value")
  public ImageView putAttribute(
      @PathParam("id") String id, @PathParam("name") String name, @Nullable AttributeValue body) {
    String value = body == null ? null : body.value();
    return made(
        id, new Correction.AttributeSet(RequestParameters.attribute("name", name, "value", value)));
  }

  @DELETE
  @Path("attributes/{name}")
  @Operation(
      operationId = "unlockAttribute",
      summary = "Unlock an attribute: the machine's value applies again")
  @APIResponse(responseCode = "200", description = "The image with the attribute unlocked")
  public ImageView unlockAttribute(@PathParam("id") String id, @PathParam("name") String name) {
    return made(id, new Correction.AttributeUnlocked(name));
  }

  /**
   * A text by hand.
   *
   * @param value at most 255 (title), 512 (altText) or 1,000 characters
   */
  @Schema(name = "TextValue", requiredProperties = "value")
  public record TextValue(@Schema(minLength = 1, maxLength = 1_000) @Nullable String value) {}

  @PUT
  @Path("texts/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putText",
      summary = "Write a text by hand and lock it: title, altText, caption or prompt")
  @APIResponse(responseCode = "200", description = "The image with the text")
  public ImageView putText(
      @PathParam("id") String id, @PathParam("name") String name, @Nullable TextValue body) {
    String value = body == null ? null : body.value();
    return made(id, RequestParameters.text(name, value));
  }

  @DELETE
  @Path("texts/{name}")
  @Operation(
      operationId = "unlockText",
      summary = "Unlock a text: Vitrine writes it anew from the facts")
  @APIResponse(responseCode = "200", description = "The image with Vitrine's text")
  public ImageView unlockText(@PathParam("id") String id, @PathParam("name") String name) {
    return made(id, new Correction.TextUnlocked(RequestParameters.textName(name)));
  }

  @DELETE
  @Path("corrections/{correction}")
  @Operation(
      operationId = "undoCorrection",
      summary = "Undo a correction",
      description =
          "The id is the member correction of the answer to the correction, or the Idempotency-Key of"
              + " an order for many images. What did not change the image has none. The newest 10"
              + " corrections of an image can be undone.")
  @APIResponse(responseCode = "200", description = "The image as it was before")
  public ImageView undo(@PathParam("id") String id, @PathParam("correction") String correction) {
    return actions
        .undo(seller.name(), RequestParameters.imageId(id), correction)
        .map(ImageView::of)
        .orElseThrow(ApiProblem::imageNotFound);
  }

  private ImageView made(String id, Correction correction) {
    String name = UUID.randomUUID().toString();
    return actions
        .correct(seller.name(), RequestParameters.imageId(id), correction, name)
        .map(image -> ImageView.corrected(image, name))
        .orElseThrow(ApiProblem::imageNotFound);
  }
}

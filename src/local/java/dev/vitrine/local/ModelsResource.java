package dev.vitrine.local;

import dev.vitrine.action.Retagging;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.local.preview.ModelPreview;
import dev.vitrine.local.preview.PreviewProgress;
import dev.vitrine.local.preview.UnusedModel;
import dev.vitrine.query.About;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the page orders of local mode; {@code GET /about} says what comes of it. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final LocalSupply supply;
  private final ModelPreview preview;
  private final SellerIdentity seller;

  ModelsResource(LocalSupply supply, ModelPreview preview, SellerIdentity seller) {
    this.supply = supply;
    this.preview = preview;
    this.seller = seller;
  }

  /**
   * Has a model fetched that {@code GET /about} offers; harmless when repeated.
   *
   * @param of {@code captioner} for the model that writes captions; else the one that looks at
   *     pictures
   * @param use whether it is used as soon as it is here
   */
  @POST
  @Path("fetch")
  @Operation(hidden = true)
  public Response fetch(
      @QueryParam("of") @DefaultValue("eyes") String of,
      @QueryParam("use") @DefaultValue("true") boolean use)
      throws IOException {
    Optional<SuppliedModel> model = of.equals("captioner") ? supply.captioner() : supply.eyes();
    Optional<About.Download> download =
        model.isPresent() ? model.get().fetch(use) : Optional.empty();
    return download
        .map(now -> Response.accepted(now).build())
        .orElseGet(
            () ->
                problem(
                    409, "NO_MODEL_OFFERED", "The settings of Vitrine say which model does this."));
  }

  /**
   * Begins to show what the fetched model would change on the seller's newest pictures; harmless
   * when repeated.
   *
   * @param images how many pictures it looks at
   */
  @POST
  @Path("preview")
  @Operation(hidden = true)
  public Response preview(
      @QueryParam("images") @DefaultValue("" + ModelPreview.PICTURES) String images) {
    if (!images.matches("[0-9]{1,2}")
        || Integer.parseInt(images) < 1
        || Integer.parseInt(images) > Retagging.MOST) {
      return problem(
          400,
          "INVALID_REQUEST",
          "A preview looks at 1 to " + Retagging.MOST + " of your newest pictures.");
    }
    Optional<UnusedModel> model = supply.eyes().flatMap(SuppliedModel::unused);
    if (model.isEmpty()) {
      return problem(
          409,
          "NO_MODEL_TO_PREVIEW",
          "There is no model on this machine to preview: none is downloaded, or it is used"
              + " already.");
    }
    return preview
        .start(seller.name(), Integer.parseInt(images), model.get())
        .map(now -> Response.accepted(now).build())
        .orElseGet(
            () ->
                problem(
                    409,
                    "PREVIEW_RUNNING",
                    "Another seller's preview is running. Try again in a moment."));
  }

  /** Progress of the seller's preview. A preview that nobody asks about for 90 s is stopped. */
  @GET
  @Path("preview")
  @Operation(hidden = true)
  public Response progress() {
    Optional<PreviewProgress> now = preview.progress(seller.name());
    return now.map(progress -> Response.ok(progress).build())
        .orElseGet(() -> problem(404, "PREVIEW_NOT_FOUND", "There is no preview of a model."));
  }

  /** Ends the seller's preview; harmless when there is none. */
  @DELETE
  @Path("preview")
  @Operation(hidden = true)
  public void stop() {
    preview.stop(seller.name());
  }

  private static Response problem(int status, String code, String detail) {
    return Response.status(status)
        .type("application/problem+json")
        .entity(
            Map.of(
                "title", Response.Status.fromStatusCode(status).getReasonPhrase(),
                "status", status,
                "code", code,
                "detail", detail))
        .build();
  }
}

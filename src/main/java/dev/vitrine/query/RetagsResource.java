package dev.vitrine.query;

import dev.vitrine.catalog.Retagging;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The live vocabulary over pictures that were tagged before it was. */
@Path("/retags")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "vocabulary")
public class RetagsResource {
  private final Retagging retagging;
  private final SellerIdentity seller;

  RetagsResource(Retagging retagging, SellerIdentity seller) {
    this.retagging = retagging;
    this.seller = seller;
  }

  @POST
  @Operation(
      operationId = "retag",
      summary = "Tag a page of pictures again, newest first, or say what that would change",
      description =
          "From what the model saw: pictures are neither read nor looked at again, but for those "
              + "that the model of today cannot tell from; these are started anew. A page may be "
              + "short although more follow: go on until there is no cursor.")
  @APIResponse(responseCode = "200", description = "What changes")
  public RetagView retag(@Nullable RetagRequest body) {
    String who = seller.name();
    RetagRequest request = body == null ? new RetagRequest(null, null, null) : body;
    return RetagView.of(
        retagging.page(who, request.applies(), request.most(), Given.cursor(request.cursor())));
  }
}

package dev.vitrine.query;

import dev.vitrine.action.Retag;
import dev.vitrine.action.Retagging;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tags pictures again with the live vocabulary, if they were tagged with an earlier one. */
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
      summary = "Tag a page of pictures again, newest first, or show what that would change",
      description =
          "Uses the embeddings that are kept of the pictures. A picture without an embedding of "
              + "today's model is counted in withoutEmbedding; with apply, a new run is started "
              + "for it. A picture that is being described is counted in waiting: tag it again when "
              + "that is done, as its run may still use the earlier vocabulary. A picture whose record "
              + "would be too large keeps its tags, and is counted in tooLarge, with apply only. A page may have few pictures although more follow: the last page is the "
              + "one without a cursor.")
  @APIResponse(responseCode = "200", description = "The changes")
  public RetagView retag(@Nullable RetagRequest body) {
    String sellerName = seller.name();
    RetagRequest request = body == null ? new RetagRequest(null, null, null) : body;
    return RetagView.of(
        retagging.page(
            sellerName,
            request.applies(),
            request.mostImages(),
            RequestParameters.cursor(request.cursor())));
  }

  /**
   * What tagging a page of pictures again changes, or would change.
   *
   * @param images with different tags or attributes, newest first
   * @param unchanged number of images that stay the same
   * @param withoutEmbedding number of images that only a new run can tag, as no embedding of
   *     today's model is kept of them; that run is started if the request applies
   * @param waiting number of images that are on their way and have to be tagged again when they are
   *     done
   * @param tooLarge number of images that keep their tags, as their records would be too large
   * @param cursor parameter of the request for the next page; null on the last page
   */
  @Schema(
      name = "Retag",
      requiredProperties = {"images", "unchanged", "withoutEmbedding", "waiting", "tooLarge"})
  public record RetagView(
      List<Retag.Changed> images,
      int unchanged,
      int withoutEmbedding,
      int waiting,
      int tooLarge,
      @Nullable String cursor) {

    static RetagView of(Retag retag) {
      return new RetagView(
          retag.images(),
          retag.unchanged(),
          retag.withoutEmbedding(),
          retag.waiting(),
          retag.tooLarge(),
          retag.cursor());
    }
  }
}

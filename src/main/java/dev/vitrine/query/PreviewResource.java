package dev.vitrine.query;

import dev.vitrine.action.Retag;
import dev.vitrine.action.Retagging;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.vocabulary.Vocabulary;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows what a vocabulary would change, before it goes live. */
@Path("/vocabulary/preview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vocabulary")
public class PreviewResource {
  private static final int DEFAULT_IMAGES = 20;

  private final Retagging retagging;
  private final SellerIdentity seller;

  PreviewResource(Retagging retagging, SellerIdentity seller) {
    this.retagging = retagging;
    this.seller = seller;
  }

  /**
   * What the vocabulary would change.
   *
   * @param images with different tags or attributes, newest first
   * @param unchanged number of images that would stay the same
   * @param withoutEmbedding number of images that only a new run can tag, as no embedding of
   *     today's model is kept of them
   * @param vocabulary the vocabulary as it was read
   */
  @Schema(
      name = "Preview",
      requiredProperties = {"images", "unchanged", "withoutEmbedding", "vocabulary"})
  public record VocabularyPreview(
      List<Retag.Changed> images, int unchanged, int withoutEmbedding, Vocabulary vocabulary) {}

  @POST
  @Consumes({MediaType.APPLICATION_JSON, VocabularyResource.CSV, VocabularyResource.BYTES})
  @Operation(
      operationId = "previewVocabulary",
      summary = "Show what a vocabulary would change on the newest pictures",
      description = "Takes the same bodies as putVocabulary and stores nothing.")
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Vocabulary.class)),
        @Content(
            mediaType = VocabularyResource.CSV,
            schema = @Schema(implementation = String.class)),
        @Content(
            mediaType = VocabularyResource.BYTES,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "422",
      description = "The vocabulary cannot be used; the field problems lists the reasons")
  @APIResponse(responseCode = "200", description = "What would change")
  public VocabularyPreview preview(
      @Parameter(
              description = "Number of pictures to try the vocabulary on",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "50",
                      defaultValue = "20"))
          @QueryParam("images")
          @Nullable String images,
      byte[] file,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type) {
    int most = RequestParameters.count("images", images, DEFAULT_IMAGES, Retagging.MOST);
    Vocabulary draft = VocabularyResource.parse(file, type).vocabulary();
    Retag retag = retagging.preview(seller.name(), draft, most);
    return new VocabularyPreview(
        retag.images(), retag.unchanged(), retag.withoutEmbedding(), draft);
  }
}

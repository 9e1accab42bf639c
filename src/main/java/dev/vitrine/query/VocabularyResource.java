package dev.vitrine.query;

import dev.vitrine.vocabulary.Vocabularies;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularyFile;
import dev.vitrine.vocabulary.VocabularyProblem;
import dev.vitrine.vocabulary.VocabularyTooLargeException;
import dev.vitrine.vocabulary.VocabularyVersion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is looked for on a seller's pictures: read, replaced, taken back. */
@Path("/vocabulary")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vocabulary")
public class VocabularyResource {
  static final String CSV = "text/csv";

  /** A request to a Lambda function has 6 MB. */
  private static final int MOST_BYTES = 5_000_000;

  private final Vocabularies vocabularies;
  private final SellerIdentity seller;

  VocabularyResource(Vocabularies vocabularies, SellerIdentity seller) {
    this.vocabularies = vocabularies;
    this.seller = seller;
  }

  /**
   * A vocabulary that went live.
   *
   * @param version what it is called now
   * @param warnings what of the file was left out
   */
  @RegisterForReflection // a Response hides its type
  @Schema(name = "VocabularyPut")
  public record Put(String version, List<VocabularyProblem> warnings) {}

  /**
   * Which version to go back to.
   *
   * @param version null for the one before the live one
   */
  @Schema(name = "Rollback")
  public record Rollback(@Nullable String version) {}

  @GET
  @Operation(operationId = "getVocabulary", summary = "What is looked for on the seller's pictures")
  @APIResponse(
      responseCode = "200",
      description = "The vocabulary in force: the seller's, or the shipped one; its id as ETag",
      content = @Content(schema = @Schema(implementation = Vocabulary.class)))
  public Response vocabulary() {
    Vocabulary live = vocabularies.of(seller.name());
    return Response.ok(live).tag(new EntityTag(live.id())).build();
  }

  @PUT
  @Consumes({MediaType.APPLICATION_JSON, CSV})
  @Operation(
      operationId = "putVocabulary",
      summary = "Make a vocabulary live, as a new version",
      description =
          "Either a vocabulary as GET answers it, or a table of labels with a header row: label, and"
              + " parent, attribute, synonyms (; between them), shop_name, id, banned where needed.")
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Vocabulary.class)),
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
      })
  @APIResponse(
      responseCode = "200",
      description = "It is live",
      content = @Content(schema = @Schema(implementation = Put.class)))
  @APIResponse(responseCode = "412", description = "Another one is live than If-Match names")
  @APIResponse(responseCode = "422", description = "It cannot be used; problems says why")
  public Response put(
      byte[] file,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @Parameter(description = "ETag of the vocabulary that may be replaced")
          @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch) {
    VocabularyFile read = read(file, type);
    Vocabulary live = vocabularies.put(seller.name(), read.vocabulary(), expected(ifMatch));
    return changed(live, read.warnings());
  }

  @GET
  @Path("versions")
  @Operation(operationId = "listVocabularyVersions", summary = "All versions")
  @APIResponse(responseCode = "200", description = "Newest first; the shipped vocabulary last")
  public List<VocabularyVersion> versions() {
    return vocabularies.versions(seller.name());
  }

  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "rollBackVocabulary", summary = "Make an earlier version live again")
  @APIResponse(
      responseCode = "200",
      description = "It is live",
      content = @Content(schema = @Schema(implementation = Put.class)))
  public Response rollBack(
      @Nullable Rollback to, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    String version = to == null ? null : to.version();
    return changed(vocabularies.rollBack(seller.name(), version, expected(ifMatch)), List.of());
  }

  /**
   * Reads a vocabulary in either form.
   *
   * @throws dev.vitrine.vocabulary.InvalidVocabularyException with all that is wrong
   */
  static VocabularyFile read(byte[] file, MediaType type) {
    if (file.length > MOST_BYTES) {
      throw new VocabularyTooLargeException("A vocabulary's file has at most 5 MB.");
    }
    return MediaType.valueOf(CSV).isCompatible(type)
        ? VocabularyFile.ofCsv(file)
        : VocabularyFile.ofJson(file);
  }

  private static Response changed(Vocabulary live, List<VocabularyProblem> warnings) {
    return Response.ok(new Put(live.version(), warnings)).tag(new EntityTag(live.id())).build();
  }

  /**
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, If-Match</a>
   */
  private static Predicate<Vocabulary> expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Vocabularies.ANY;
    }
    List<String> tags = Arrays.stream(ifMatch.split(",")).map(String::strip).toList();
    return live -> tags.contains("\"" + live.id() + "\"");
  }
}

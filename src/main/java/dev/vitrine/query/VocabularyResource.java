package dev.vitrine.query;

import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
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
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reads and replaces a seller's vocabulary, and goes back to earlier versions. */
@Path("/vocabulary")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vocabulary")
public class VocabularyResource {
  static final String CSV = "text/csv";

  /** A table again: API Gateway makes UTF-8 of every text, and leaves these bytes as they are. */
  static final String BYTES = MediaType.APPLICATION_OCTET_STREAM;

  /** A request to a Lambda function has at most 6 MB. */
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
   * @param version the version that it got
   * @param warnings the parts of the file that were left out
   */
  @RegisterForReflection // The build does not see the type of an entity in a Response.
  @Schema(name = "VocabularyPut")
  public record Put(String version, List<VocabularyProblem> warnings) {}

  /**
   * The version to go back to.
   *
   * @param version null for the version before the live one
   */
  @Schema(name = "Rollback")
  public record Rollback(@Nullable String version) {}

  @GET
  @Operation(
      operationId = "getVocabulary",
      summary = "The live vocabulary: what the model looks for on the seller's pictures")
  @APIResponse(
      responseCode = "200",
      description = "The seller's own vocabulary, or the shipped one; its id is the ETag",
      content = @Content(schema = @Schema(implementation = Vocabulary.class)))
  public Response vocabulary() {
    Vocabulary live = vocabularies.of(seller.name());
    return Response.ok(live).tag(new EntityTag(live.id())).build();
  }

  @PUT
  @Consumes({MediaType.APPLICATION_JSON, CSV, BYTES})
  @Operation(
      operationId = "putVocabulary",
      summary = "Make a vocabulary live, as a new version",
      description =
          "The body is a vocabulary as GET returns it, or a table of labels with a header row. The"
              + " column label is required; the columns parent, attribute, synonyms (separated by ;),"
              + " shop_name, id, google_category and banned are optional. A table in"
              + " another encoding than UTF-8 is sent as application/octet-stream, which reaches"
              + " Vitrine as it is in AWS too; the parameter charset of its type may name the"
              + " encoding.")
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Vocabulary.class)),
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class)),
        @Content(mediaType = BYTES, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "200",
      description = "The vocabulary is live",
      content = @Content(schema = @Schema(implementation = Put.class)))
  @APIResponse(
      responseCode = "412",
      description = "The live vocabulary is not the one that If-Match names")
  @APIResponse(
      responseCode = "422",
      description = "The vocabulary cannot be used; the field problems lists the reasons")
  public Response put(
      byte[] file,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @Parameter(description = "ETag of the vocabulary that may be replaced")
          @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch) {
    VocabularyFile parsed = parse(file, type);
    Vocabulary live = vocabularies.put(seller.name(), parsed.vocabulary(), precondition(ifMatch));
    return liveResponse(live, parsed.warnings());
  }

  @GET
  @Path("versions")
  @Operation(
      operationId = "listVocabularyVersions",
      summary = "List all versions of the vocabulary")
  @APIResponse(responseCode = "200", description = "Newest first; the shipped vocabulary last")
  public List<VocabularyVersion> versions() {
    return vocabularies.versions(seller.name());
  }

  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "rollBackVocabulary", summary = "Make an earlier version live again")
  @APIResponse(
      responseCode = "409",
      description = "Without a version: another version went live at the same moment")
  @APIResponse(
      responseCode = "200",
      description = "The vocabulary is live",
      content = @Content(schema = @Schema(implementation = Put.class)))
  public Response rollBack(
      @Nullable Rollback body, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    String version = body == null ? null : body.version();
    return liveResponse(
        vocabularies.rollBack(seller.name(), version, precondition(ifMatch)), List.of());
  }

  /**
   * Parses a vocabulary from JSON or CSV.
   *
   * @throws dev.vitrine.api.ApiProblem if the encoding that the type names is unknown
   * @throws dev.vitrine.vocabulary.InvalidVocabularyException with all its problems
   */
  static VocabularyFile parse(byte[] file, MediaType type) {
    if (file.length > MOST_BYTES) {
      throw new VocabularyTooLargeException("The file of a vocabulary has at most 5 MB.");
    }
    boolean isTable =
        Stream.of(CSV, BYTES).anyMatch(one -> MediaType.valueOf(one).isCompatible(type));
    return isTable
        ? VocabularyFile.ofCsv(file, RequestParameters.charset(type))
        : VocabularyFile.ofJson(file);
  }

  private static Response liveResponse(Vocabulary live, List<VocabularyProblem> warnings) {
    return Response.ok(new Put(live.version(), warnings)).tag(new EntityTag(live.id())).build();
  }

  /**
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110, If-Match</a>
   */
  private static Predicate<Vocabulary> precondition(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Vocabularies.ANY;
    }
    List<String> tags = Arrays.stream(ifMatch.split(",")).map(String::strip).toList();
    return live -> tags.contains("\"" + live.id() + "\"");
  }
}

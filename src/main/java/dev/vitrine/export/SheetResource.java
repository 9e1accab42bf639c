package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes an exported {@code images.csv} back that a person has corrected in a spreadsheet. */
@Path("/images/corrections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "corrections")
public class SheetResource {
  private static final String CSV = "text/csv";

  /** The same file: API Gateway makes UTF-8 of every text, and leaves these bytes as they are. */
  private static final String BYTES = MediaType.APPLICATION_OCTET_STREAM;

  /** A request to a Lambda function has at most 6 MB, of which base64 takes a quarter. */
  private static final int MOST_BYTES = 4_000_000;

  private final SheetCorrections corrections;
  private final SellerIdentity seller;

  SheetResource(SheetCorrections corrections, SellerIdentity seller) {
    this.corrections = corrections;
    this.seller = seller;
  }

  @POST
  @Consumes({CSV, BYTES})
  @Operation(
      operationId = "correctBySheet",
      summary = "Correct images by an images.csv that was changed in a spreadsheet",
      description =
          "The file is images.csv as it was exported, or a part of it below the names of its columns,"
              + " at most 200 rows. The columns imageId and version must be there. What was changed"
              + " in title, altText, caption, prompt, tags, sku, position and attribute.NAME becomes a"
              + " person's correction; every other column is ignored. A column that is missing changes"
              + " nothing. A cell that was emptied takes back what a person wrote, removes all tags, or"
              + " takes the image out of its product. A value that was changed in Vitrine since the"
              + " export is not overwritten: the row is refused with IMAGE_CHANGED. A row is used whole"
              + " or not at all. With dryRun=true the answer says what would change, and nothing does."
              + " Rows without an entry in the answer were not reached: send them again with the same"
              + " key, which changes nothing twice. The corrections can be undone by POST /images/bulk"
              + " with the action undo and the key. Separators may be commas, semicolons or tabs; a file in"
              + " another encoding than UTF-8 is sent as application/octet-stream.")
  @RequestBody(
      content = {
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class)),
        @Content(mediaType = BYTES, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(responseCode = "200", description = "What came of each row")
  @APIResponse(responseCode = "400", description = "INVALID_SHEET: no row was used")
  @APIResponse(responseCode = "413", description = "TOO_LARGE: more than 4 MB")
  public SheetView correct(
      byte @Nullable [] file,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable MediaType type,
      @Parameter(
              description =
                  "8 to 64 letters, digits or . _ : - that name the order; not needed for a dry run")
          @HeaderParam("Idempotency-Key")
          @Nullable String key,
      @Parameter(
              description = "true: nothing is written",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("dryRun")
          @Nullable String dryRun) {
    String sellerName = seller.name();
    boolean isDry = isDry(Objects.requireNonNullElse(dryRun, ""));
    String order = isDry ? UUID.randomUUID().toString() : RequestParameters.orderKey(key);
    byte[] sheetFile = Objects.requireNonNullElse(file, new byte[0]); // A call may have no body.
    if (sheetFile.length > MOST_BYTES) {
      throw new ApiProblem(413, "TOO_LARGE", "One call takes at most 4 MB of the file.");
    }
    CorrectedSheet sheet = CorrectedSheet.read(sheetFile, RequestParameters.charset(type));
    return corrections.correct(sellerName, sheet, order, isDry);
  }

  private static boolean isDry(String flag) {
    if (flag.isEmpty() || flag.equals("false")) {
      return false;
    }
    if (!flag.equals("true")) {
      throw ApiProblem.invalid("dryRun", "This must be true or false.");
    }
    return true;
  }
}

package dev.vitrine.query;

import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Measurements;
import dev.vitrine.look.Duplicates;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The pictures that the seller has more than once. */
@Path("/duplicates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class DuplicatesResource {
  private static final int MOST = 100;

  private final Duplicates duplicates;
  private final SellerIdentity seller;

  DuplicatesResource(Duplicates duplicates, SellerIdentity seller) {
    this.duplicates = duplicates;
    this.seller = seller;
  }

  /**
   * A part of the report.
   *
   * @param groups the one with the newest picture first
   * @param looked number of pictures that were looked at for this part
   * @param cursor parameter of the request for the next part; null on the last one
   */
  @Schema(
      name = "Duplicates",
      requiredProperties = {"groups", "looked"})
  public record DuplicatesView(List<DuplicateGroup> groups, int looked, @Nullable String cursor) {}

  /**
   * Pictures that look the same, or nearly.
   *
   * @param images 2 to 24, newest first
   */
  @Schema(name = "DuplicateGroup", requiredProperties = "images")
  public record DuplicateGroup(List<DuplicateImage> images) {}

  /**
   * A picture that is there more than once.
   *
   * @param imageId 26 characters
   * @param key where the original lies in the bucket
   * @param uploadedAt when the newest revision was uploaded
   * @param bytes size of the original
   * @param width pixels, as displayed
   * @param height pixels, as displayed
   */
  @Schema(
      name = "DuplicateImage",
      requiredProperties = {"imageId", "key", "uploadedAt", "bytes"})
  public record DuplicateImage(
      String imageId,
      String key,
      Instant uploadedAt,
      long bytes,
      @Nullable Integer width,
      @Nullable Integer height) {}

  @GET
  @Operation(
      operationId = "listDuplicates",
      summary = "List pictures that are there more than once",
      description =
          "Looks at pictures, newest first, and lists each group of which one of them is the"
              + " newest: pictures whose hashes differ in at most 3 bits from another one's of the"
              + " group, as listSimilar finds them. A part may have no group although more follow:"
              + " the last part is the one without a cursor. A part ends early after half a"
              + " second. Pictures that differ in color only may be in one group.")
  @APIResponse(responseCode = "200", description = "A part of the report")
  public DuplicatesView list(
      @Parameter(
              description = "Most pictures that are looked at",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "100",
                      defaultValue = "100"))
          @QueryParam("limit")
          @Nullable String limit,
      @Parameter(description = "Cursor of the previous part; none for the first part")
          @QueryParam("cursor")
          @Nullable String cursor) {
    int most = RequestParameters.count("limit", limit, MOST, MOST);
    Duplicates.Page page = duplicates.of(seller.name(), most, RequestParameters.cursor(cursor));
    return new DuplicatesView(
        page.groups().stream().map(DuplicatesResource::view).toList(),
        page.looked(),
        page.cursor());
  }

  private static DuplicateGroup view(Duplicates.Group group) {
    return new DuplicateGroup(group.images().stream().map(DuplicatesResource::view).toList());
  }

  private static DuplicateImage view(ImageRecord image) {
    Measurements measured = image.measured();
    return new DuplicateImage(
        image.imageId().value(),
        image.picture().key(),
        image.original().uploadedAt(),
        image.original().bytes(),
        measured == null ? null : measured.width(),
        measured == null ? null : measured.height());
  }
}

package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.image.PictureRef;
import dev.vitrine.restyle.RestyleImageResult;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Redirects to an image's pictures in S3, so that their bytes do not pass through the API. */
@Path("/images/{id}")
@Tag(name = "pictures")
public class PicturesResource {
  /** Shorter than a link works, so that no browser keeps one that has expired. */
  private static final String CACHE = "private, max-age=600";

  private final SellersImages images;
  private final PictureLinks links;

  PicturesResource(SellersImages images, PictureLinks links) {
    this.images = images;
    this.links = links;
  }

  @GET
  @Path("rendition")
  @Operation(operationId = "getRendition", summary = "The picture as a JPEG of 256 or 1024 px")
  @APIResponse(responseCode = "302", description = "Its address in S3, which works for 15 minutes")
  public Response rendition(
      @PathParam("id") String id,
      @Parameter(
              description = "Longest side in pixels; a small picture is not enlarged",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      enumeration = {"256", "1024"},
                      defaultValue = "1024"))
          @QueryParam("size")
          @Nullable String size) {
    boolean small = "256".equals(size);
    if (!small && size != null && !size.isEmpty() && !size.equals("1024")) {
      throw ApiProblem.invalid("size", "A rendition has 256 or 1024 pixels.");
    }
    ImageRecord image = images.image(id);
    if (image.measured() == null) {
      throw new ApiProblem(
          404, "RENDITION_NOT_FOUND", "There is no rendition of this picture yet.");
    }
    PictureRef picture = image.picture();
    return redirection(picture.bucket(), small ? picture.thumbnail() : picture.rendition());
  }

  @GET
  @Path("original")
  @Operation(operationId = "getOriginal", summary = "The picture as it was uploaded, in its format")
  @APIResponse(responseCode = "302", description = "Its address in S3, which works for 15 minutes")
  public Response original(@PathParam("id") String id) {
    PictureRef picture = images.image(id).picture();
    return redirection(picture.bucket(), picture.key());
  }

  @GET
  @Path("restyles/{restyleId}")
  @Operation(operationId = "getRestyle", summary = "A restyled picture")
  @APIResponse(responseCode = "302", description = "Its address in S3, which works for 15 minutes")
  public Response restyle(@PathParam("id") String id, @PathParam("restyleId") String restyleId) {
    RestyleImageResult result =
        images.image(id).restyles().stream()
            .filter(restyle -> restyle.id().equals(restyleId))
            .map(Restyle::result)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow(ApiProblem::restyleNotFound);
    return redirection(result.bucket(), result.key());
  }

  private Response redirection(String bucket, String key) {
    return Response.status(Response.Status.FOUND)
        .location(links.link(bucket, key))
        .header("Cache-Control", CACHE)
        .build();
  }
}

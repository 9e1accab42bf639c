package dev.vitrine.query;

import dev.vitrine.api.SellerIdentity;
import dev.vitrine.upload.UploadPost;
import dev.vitrine.upload.UploadPosts;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Permits uploads; the picture itself goes to S3, not through the API. */
@Path("/uploads")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "uploads")
public class UploadsResource {
  private final UploadPosts posts;
  private final SellerIdentity seller;

  UploadsResource(UploadPosts posts, SellerIdentity seller) {
    this.posts = posts;
    this.seller = seller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createUpload",
      summary = "Get permission to upload a picture",
      description =
          "Send the picture to url as multipart/form-data by POST: first all fields as they are, "
              + "then the picture as the field file.")
  @APIResponse(
      responseCode = "201",
      description = "The permission",
      content = @Content(schema = @Schema(implementation = UploadPost.class)))
  public Response create(@Nullable UploadRequest body) {
    UploadRequest request = body == null ? new UploadRequest(null, null, null) : body;
    UploadPost post =
        posts.create(
            seller.name(),
            request.checkedFileName(),
            request.checkedContentType(),
            request.checkedStyles());
    return Response.status(Response.Status.CREATED).entity(post).build();
  }
}

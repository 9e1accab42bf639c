package dev.vitrine.query;

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

/** Permission to upload: the picture itself goes to S3, not through the API. */
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
          "Send the picture to url in a multipart/form-data POST: all fields as they are, then "
              + "the field file.")
  @APIResponse(
      responseCode = "201",
      description = "The permission",
      content = @Content(schema = @Schema(implementation = UploadPost.class)))
  public Response create(@Nullable UploadRequest body) {
    UploadRequest wanted = body == null ? new UploadRequest(null, null, null) : body;
    UploadPost post =
        posts.create(
            seller.name(),
            wanted.checkedFileName(),
            wanted.checkedContentType(),
            wanted.checkedStyles());
    return Response.status(Response.Status.CREATED).entity(post).build();
  }
}

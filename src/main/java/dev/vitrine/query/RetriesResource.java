package dev.vitrine.query;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.action.RetryAll;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.ImageQuery;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Repeats the failed steps of many images. */
@Path("/images/retry")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "work")
public class RetriesResource {
  private final RetryAll retries;
  private final SellerIdentity seller;

  RetriesResource(RetryAll retries, SellerIdentity seller) {
    this.retries = retries;
    this.seller = seller;
  }

  /**
   * Selects the images; conditions that are not null must all hold.
   *
   * @param status of the images
   * @param tags that the images have, all of them: one, or a list of several
   * @param attributes values that the images have, {@code name:value}, any of one attribute: one,
   *     or a list of several
   * @param limit most images to look at
   * @param cursor of the call before; null for the first
   */
  @Schema(name = "RetryRequest")
  public record Request(
      @Nullable String status,
      @JsonProperty("tag")
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Schema(maxItems = 8, description = "A single one may be a plain string")
          @Nullable List<String> tags,
      @JsonProperty("attribute")
          @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          @Schema(maxItems = 8, description = "A single one may be a plain string")
          @Nullable List<String> attributes,
      @Schema(minimum = "1", maximum = "100", defaultValue = "100") @Nullable Integer limit,
      @Nullable String cursor) {}

  @POST
  @Operation(
      operationId = "retryImages",
      summary = "Repeat the failed steps of all images that meet the conditions",
      description =
          "Looks at some images with each call, newest first. Call again with the cursor until the "
              + "response has none. An image that is being worked on, or that trying again would "
              + "not help, is left as it is.")
  @APIResponse(
      responseCode = "202",
      description = "What was started",
      content = @Content(schema = @Schema(implementation = RetryAll.Progress.class)))
  public Response retry(@Nullable Request body) {
    Request request = body == null ? new Request(null, null, null, null, null) : body;
    ImageQuery query =
        new ImageConditions(
                request.status(),
                null,
                request.tags(),
                request.attributes(),
                null,
                null,
                null,
                null,
                null)
            .query(seller.name());
    int limit = RequestParameters.count("limit", request.limit(), RetryAll.MOST, RetryAll.MOST);
    return Response.accepted(retries.page(query, limit, RequestParameters.cursor(request.cursor())))
        .build();
  }
}

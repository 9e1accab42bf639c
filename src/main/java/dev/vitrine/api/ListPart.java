package dev.vitrine.api;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list of images an answer gives.
 *
 * @param limit a number of images
 * @param cursor where the page before ended; null for the first page
 */
public record ListPart(
    @Parameter(
            description = "Most images of the page",
            schema =
                @Schema(
                    type = SchemaType.INTEGER,
                    minimum = "1",
                    maximum = "100",
                    defaultValue = "24"))
        @QueryParam("limit")
        @Nullable String limit,
    @Parameter(description = "Cursor of the previous page; none for the first page")
        @QueryParam("cursor")
        @Nullable String cursor) {

  public ListPart {
    cursor = RequestParameters.cursor(cursor);
  }

  /**
   * {@return how many images the answer has at most, 1 to 100}
   *
   * @throws ApiProblem if the limit is none
   */
  public int mostImages() {
    return RequestParameters.limit(limit);
  }
}

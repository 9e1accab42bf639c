package dev.vitrine.query;

import dev.vitrine.catalog.ImageQuery;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which images to export: the conditions of the list of images.
 *
 * @param status the images' status
 * @param tag a tag that the images have
 * @param attribute a value that the images have, as {@code name:value}
 * @param limit most images of one answer
 * @param cursor where the previous answer ended; null for the first
 */
public record ExportQuery(
    @Parameter(description = "The images' status") @QueryParam("status") @Nullable String status,
    @Parameter(description = "A tag that the images have") @QueryParam("tag") @Nullable String tag,
    @Parameter(description = "An attribute's value that the images have, as name:value")
        @QueryParam("attribute")
        @Nullable String attribute,
    @Parameter(
            description = "Most images of this answer",
            schema =
                @Schema(
                    type = SchemaType.INTEGER,
                    minimum = "1",
                    maximum = "1000",
                    defaultValue = "1000"))
        @QueryParam("limit")
        @Nullable String limit,
    @Parameter(description = "Cursor of the previous answer; none for the first")
        @QueryParam("cursor")
        @Nullable String cursor) {

  public ExportQuery {
    cursor = RequestParameters.cursor(cursor);
  }

  ImageQuery query(String seller) {
    return new ImageQuery(
        seller,
        RequestParameters.optionalStatus(status),
        RequestParameters.optionalLabel(tag),
        RequestParameters.optionalAttribute(attribute));
  }

  int mostImages() {
    return RequestParameters.count("limit", limit, Export.MOST_IMAGES, Export.MOST_IMAGES);
  }

  /** {@return the conditions and the limit as a query string that ends in {@code &}, or nothing} */
  String conditions() {
    return condition("status", status)
        + condition("tag", tag)
        + condition("attribute", attribute)
        + condition("limit", limit);
  }

  private static String condition(String name, @Nullable String value) {
    return value == null || value.isEmpty()
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}

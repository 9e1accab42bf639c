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
 * @param status how far they have got
 * @param tag a tag they have
 * @param attribute {@code name:value}
 * @param limit at most so many an answer
 * @param from where the answer before ended
 */
public record ExportQuery(
    @Parameter(description = "How far they have got") @QueryParam("status") @Nullable String status,
    @Parameter(description = "A tag they have") @QueryParam("tag") @Nullable String tag,
    @Parameter(description = "An attribute's value they have, name:value") @QueryParam("attribute")
        @Nullable String attribute,
    @Parameter(
            description = "At most so many in this answer",
            schema =
                @Schema(
                    type = SchemaType.INTEGER,
                    minimum = "1",
                    maximum = "1000",
                    defaultValue = "1000"))
        @QueryParam("limit")
        @Nullable String limit,
    @Parameter(description = "Where the answer before ended") @QueryParam("cursor")
        @Nullable String from) {

  ImageQuery query(String seller) {
    return new ImageQuery(
        seller,
        Given.optionalStatus(status),
        Given.optionalLabel(tag),
        Given.optionalAttribute(attribute));
  }

  int most() {
    return Given.count("limit", limit, Export.MOST_IMAGES, Export.MOST_IMAGES);
  }

  @Nullable String cursor() {
    return from == null || from.isEmpty() ? null : from;
  }

  /** {@return the conditions as the beginning of a query string} */
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

package dev.vitrine.export;

import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.image.ImageId;
import dev.vitrine.query.ImageConditions;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The images that a zip has, and how its CSV begins.
 *
 * @param ids the images to export, separated by commas, in place of the conditions
 * @param bom {@code true} has the CSV begin with a byte order mark
 * @param products which products {@code shopify.csv} has, as {@link ProductChoice}
 */
public record ZipSelection(
    @Parameter(
            description =
                "Ids of the images to export, separated by commas, at most 100; the conditions do"
                    + " not count then")
        @QueryParam("ids")
        @Nullable String ids,
    @Parameter(
            description =
                "true: the CSV begins with a byte order mark, by which Excel knows that it is"
                    + " UTF-8",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @QueryParam("bom")
        @Nullable String bom,
    @Parameter(
            description = ProductChoice.DESCRIPTION,
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"all", "new", "exported", "exported-facts"},
                    defaultValue = "all"))
        @QueryParam("products")
        @Nullable String products) {

  /** {@return the listed images; empty if the conditions say which} */
  List<ImageId> listed() {
    return export().listed();
  }

  ProductChoice choice() {
    return export().choice();
  }

  boolean hasByteOrderMark() {
    return export().hasByteOrderMark(true);
  }

  Wanted wanted(ImageConditions conditions) {
    return export().wanted(conditions);
  }

  private ExportPart export() {
    return new ExportPart(ids, null, null, null, null, bom, products, null);
  }
}

package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.image.ImageId;
import dev.vitrine.query.ImageConditions;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The part of an export that one answer holds.
 *
 * @param ids the images to export, separated by commas, in place of the conditions
 * @param limit most images of one answer
 * @param cursor where the previous answer ended; null for the first
 * @param before how many images the previous answers have; null for the first
 * @param earlier where the products of the earlier answers are remembered; null for the first
 * @param bom {@code true} has a CSV begin with a byte order mark
 * @param products which products {@code shopify.csv} has, as {@link ProductChoice}
 * @param more {@code true}: another call has further ids of the same export
 */
public record ExportPart(
    @Parameter(
            description =
                "Ids of the images to export, separated by commas, at most 100; the conditions do"
                    + " not count then")
        @QueryParam("ids")
        @Nullable String ids,
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
        @Nullable String cursor,
    @Parameter(
            description =
                "Images in the previous answers, as the header Link says it; for the event"
                    + " images.exported",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
        @QueryParam("before")
        @Nullable String before,
    @Parameter(
            description =
                "Where the products of the earlier answers are remembered, as the header Link says"
                    + " it; no product of shopify.csv is then in two answers, and none is missing,"
                    + " whatever happens to its photos meanwhile")
        @QueryParam("earlier")
        @Nullable String earlier,
    @Parameter(
            description =
                "true: a CSV begins with a byte order mark, by which Excel knows that it is UTF-8",
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
        @Nullable String products,
    @Parameter(
            description =
                "true: another call has further ids of this export, of which images.exported tells"
                    + " after the last; its address is in the header Link, and ids are added to"
                    + " it",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
        @QueryParam("more")
        @Nullable String more) {
  private static final int MOST_IDS = 100;

  public ExportPart {
    cursor = RequestParameters.cursor(cursor);
  }

  int mostImages() {
    return RequestParameters.count("limit", limit, Export.MOST_IMAGES, Export.MOST_IMAGES);
  }

  /**
   * {@return whether the file begins with a byte order mark}
   *
   * @param isCsv no other file can have one
   */
  boolean hasByteOrderMark(boolean isCsv) {
    return isSet("bom", bom, isCsv, "Only a CSV file can begin with a byte order mark.");
  }

  /** {@return whether another call has further ids of the same export} */
  boolean isFollowed() {
    return isSet(
        "more",
        more,
        !listed().isEmpty(),
        "Only an export of listed images can go on with more of them.");
  }

  private static boolean isSet(String name, @Nullable String flag, boolean mayBeSet, String rule) {
    if (flag == null || flag.isEmpty() || flag.equals("false")) {
      return false;
    }
    if (!flag.equals("true")) {
      throw ApiProblem.invalid(name, "This must be true or false.");
    }
    if (!mayBeSet) {
      throw ApiProblem.invalid(name, rule);
    }
    return true;
  }

  /**
   * {@return which images are wanted}
   *
   * @param conditions count if no ids are listed
   */
  Wanted wanted(ImageConditions conditions) {
    List<ImageId> listed = listed();
    if (listed.isEmpty()) {
      return Wanted.ofQuery(conditions.described());
    }
    boolean isWhole = before == null || before.isEmpty();
    return Wanted.ofIds(isWhole ? listed.stream().map(ImageId::value).toList() : null);
  }

  /**
   * {@return the listed images; empty if the conditions say which} A list of nothing is refused:
   * whoever selected no image does not want them all.
   */
  List<ImageId> listed() {
    if (ids == null) {
      return List.of();
    }
    List<String> all =
        Arrays.stream(ids.split(",")).distinct().filter(id -> !id.isBlank()).toList();
    if (all.isEmpty()) {
      throw EmptySelection.problem();
    }
    if (all.size() > MOST_IDS) {
      throw ApiProblem.invalid("ids", "An export lists at most " + MOST_IDS + " images at once.");
    }
    return all.stream().map(RequestParameters::imageId).toList();
  }

  /** {@return how many images the previous answers have} */
  long imagesBefore() {
    if (before == null || before.isEmpty() || (cursor == null && listed().isEmpty())) {
      return 0;
    }
    if (!before.matches("[0-9]{1,9}")) {
      throw ApiProblem.invalid(
          "before", "The number of earlier images is a whole one of at most nine digits.");
    }
    return Long.parseLong(before);
  }

  /**
   * {@return how far the export is; empty if the caller goes on without saying it}
   *
   * @throws ApiProblem if it is no place of an export
   */
  Optional<AnsweredProducts.Place> place() {
    if (cursor == null) {
      return Optional.of(AnsweredProducts.Place.first());
    }
    return earlier == null || earlier.isEmpty()
        ? Optional.empty()
        : Optional.of(AnsweredProducts.Place.parse(earlier));
  }

  /** {@return which products of a shop are wanted} */
  ProductChoice choice() {
    return ProductChoice.ofParameter(products);
  }

  /**
   * {@return what further answers have too, as a query string that ends in {@code &}, or nothing}
   */
  String queryString() {
    return ImageConditions.condition("limit", limit)
        + ImageConditions.condition("bom", bom)
        + ImageConditions.condition("products", products);
  }
}

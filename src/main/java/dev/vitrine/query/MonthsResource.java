package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** When the seller's images were uploaded, for going to a place of a long list. */
@Path("/months")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "images")
public class MonthsResource {
  private static final String EXAMPLE =
      """
      {"months": [{"month": "2026-03", "images": 412}, {"month": "2026-01", "images": 9588}]}""";

  private final Catalog catalog;
  private final SellerIdentity seller;

  MonthsResource(Catalog catalog, SellerIdentity seller) {
    this.catalog = catalog;
    this.seller = seller;
  }

  /**
   * The months of a list.
   *
   * @param months in the list's order
   */
  @Schema(name = "Months", requiredProperties = "months")
  public record Months(List<Month> months) {}

  /**
   * A month of a list.
   *
   * @param month year and month in the time zone, such as {@code 2026-03}
   * @param images how many were uploaded in it; null if they are not counted
   */
  @Schema(name = "Month", requiredProperties = "month")
  public record Month(String month, @Nullable Long images) {}

  @GET
  @Operation(
      operationId = "listMonths",
      summary = "The months in which images were uploaded",
      description =
          "Of the images that meet the conditions. They are counted unless the conditions have text,"
              + " or there is more than one condition (several values of one attribute are one):"
              + " then a month may be named although none of its images meets all. At most the"
              + " newest 120 months, newest first unless sort is oldest."
              + " from and to of listImages and listCards begin a list at a month; they take times,"
              + " such as that at which the month begins in the time zone.")
  @APIResponse(
      responseCode = "200",
      description = "The months, a moment old",
      content =
          @Content(
              schema = @Schema(implementation = Months.class),
              examples = @ExampleObject(name = "two months", value = EXAMPLE)))
  public Months months(
      @BeanParam ImageConditions conditions,
      @Parameter(
              description =
                  "The time zone in which the months begin, by its name in the IANA time zone"
                      + " database",
              schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"),
              example = "Asia/Tokyo")
          @QueryParam("zone")
          @Nullable String zone,
      @Parameter(
              description =
                  "Whether to count. Naming the months is quicker: it reads one image of each.",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "true"))
          @QueryParam("counts")
          @Nullable String counts) {
    ImageQuery query = conditions.query(seller.name());
    List<Month> months = new ArrayList<>();
    for (Catalog.Month one : catalog.months(query, zone(zone), counts(counts))) {
      months.add(new Month(one.month().toString(), one.images()));
    }
    if (query.order() == ImageQuery.Order.OLDEST_FIRST) {
      Collections.reverse(months);
    }
    return new Months(months);
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw ApiProblem.invalid("zone", "No time zone has this name.");
    }
  }

  private static boolean counts(@Nullable String text) {
    if (text == null || text.equals("true")) {
      return true;
    }
    if (text.equals("false")) {
      return false;
    }
    throw ApiProblem.invalid("counts", "This must be true or false.");
  }
}

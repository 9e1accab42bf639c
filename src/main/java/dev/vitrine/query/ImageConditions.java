package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.catalog.SellerWork;
import dev.vitrine.vocabulary.PlainText;
import jakarta.ws.rs.QueryParam;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which images, and in which order. Null and empty conditions are left out.
 *
 * @param status the images' status
 * @param work what is left to do on the images
 * @param tags which the images have, all of them
 * @param attributes values that the images have, as {@code name:value}; of several values of one
 *     attribute the images have any
 * @param product the SKU of the product that the images show
 * @param text words that are all in the names of an image's file and folders, its texts, tags or
 *     values, or on its product
 * @param from a date or a time; uploaded then or later
 * @param to a date or a time; uploaded before it
 * @param sort {@code newest}, {@code oldest}, {@code name} or {@code -name}
 */
public record ImageConditions(
    @Parameter(
            description = "The images' status",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"received", "running", "done", "partial", "rejected", "failed"}))
        @QueryParam("status")
        @Nullable String status,
    @Parameter(
            description =
                "What is left to do: needs-you if something failed or nothing names the product,"
                    + " reviewed if a person has corrected the image and no value is unsure,"
                    + " exported if an export has it as it is, changed if it has changed since its"
                    + " export",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"needs-you", "reviewed", "changed", "exported"}))
        @QueryParam("work")
        @Nullable String work,
    @Parameter(
            description =
                "A tag that the images have. Given several times: they have all of them. At most 8"
                    + " tags and values in all")
        @QueryParam("tag")
        @Nullable List<String> tags,
    @Parameter(
            description =
                "An attribute's value that the images have, as name:value. Given several times:"
                    + " they have any of the values of one attribute, and values of all the"
                    + " attributes that are named",
            example = "[\"color:navy\", \"color:red\"]")
        @QueryParam("attribute")
        @Nullable List<String> attributes,
    @Parameter(description = "The SKU of the product that the images show, in any letter case")
        @QueryParam("product")
        @Nullable String product,
    @Parameter(
            description =
                "Words that are all in the name of an image's file or of the folders of its key, its"
                    + " title, alt text, caption, tags or values, the words on the product among"
                    + " them. The seller and the folder that createUpload makes do not count. A call"
                    + " looks at no more than 500 images")
        @QueryParam("text")
        @Nullable String text,
    @Parameter(description = "Uploaded on this day (UTC) or at this time, or later")
        @QueryParam("from")
        @Nullable String from,
    @Parameter(description = "Uploaded before this day (UTC) or this time") @QueryParam("to")
        @Nullable String to,
    @Parameter(
            description =
                "Order by the time of the upload, or by the file's name: name is ascending, -name"
                    + " descending. Numbers in names count as numbers, letter case does not count,"
                    + " nor do folders. A new image is in the list by name a moment late; a call"
                    + " with other conditions looks at no more than 500 images",
            schema =
                @Schema(
                    type = SchemaType.STRING,
                    enumeration = {"newest", "oldest", "name", "-name"},
                    defaultValue = "newest"))
        @QueryParam("sort")
        @Nullable String sort) {
  private static final int LONGEST_TEXT = 200;

  private static final Instant FIRST_TIME = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

  public ImageConditions {
    status = nullIfEmpty(status);
    work = nullIfEmpty(work);
    tags = withoutEmpty(tags);
    attributes = withoutEmpty(attributes);
    product = nullIfEmpty(product);
    text = nullIfEmpty(text);
    from = nullIfEmpty(from);
    to = nullIfEmpty(to);
    sort = nullIfEmpty(sort);
  }

  private static @Nullable String nullIfEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static List<String> withoutEmpty(@Nullable List<String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().filter(text -> text != null && !text.isEmpty()).distinct().toList();
  }

  /**
   * {@return the query of a seller's images}
   *
   * @throws ApiProblem if a condition is malformed
   */
  public ImageQuery query(String seller) {
    return new ImageQuery(
        seller,
        RequestParameters.optionalStatus(status),
        sellerWork(work),
        RequestParameters.values(withoutEmpty(tags), withoutEmpty(attributes)),
        product == null ? null : RequestParameters.place("product", product, null).sku(),
        words(text),
        time("from", from),
        time("to", to),
        order(sort));
  }

  /**
   * {@return the query with the same conditions in an order by time, for callers to whom the order
   * does not matter} The shortest of its lists is read then.
   */
  ImageQuery queryByTime(String seller) {
    String time = order(sort).isByName() ? null : sort;
    return new ImageConditions(status, work, tags, attributes, product, text, from, to, time)
        .query(seller);
  }

  private static @Nullable SellerWork sellerWork(@Nullable String text) {
    return text == null
        ? null
        : SellerWork.ofWord(text)
            .orElseThrow(
                () ->
                    ApiProblem.invalid(
                        "work",
                        "The work on an image is needs-you, reviewed, changed or exported."));
  }

  private static @Nullable String words(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String plain = PlainText.of(text);
    if (plain.isEmpty() || plain.length() > LONGEST_TEXT) {
      throw ApiProblem.invalid(
          "text", "A search has 1 to " + LONGEST_TEXT + " characters that can be seen.");
    }
    return plain;
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant time =
          text.length() > "2026-11-28".length()
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      // Lists are sorted as texts, in which a year of more digits, or a negative one, comes first.
      if (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIME)) {
        throw new DateTimeException("the year has not four digits");
      }
      return time;
    } catch (DateTimeException e) {
      throw ApiProblem.invalid(
          name, "This is no date such as 2026-11-28, nor a time such as 2026-11-28T09:30:00Z.");
    }
  }

  private static Order order(@Nullable String text) {
    return switch (text == null ? "newest" : text) {
      case "newest" -> Order.NEWEST_FIRST;
      case "oldest" -> Order.OLDEST_FIRST;
      case "name" -> Order.NAME_ASCENDING;
      case "-name" -> Order.NAME_DESCENDING;
      default ->
          throw ApiProblem.invalid("sort", "A list is sorted by newest, oldest, name or -name.");
    };
  }

  /** {@return the conditions as a query string; empty if there are none} */
  public String described() {
    String all = queryString();
    return all.isEmpty() ? "" : all.substring(0, all.length() - 1);
  }

  /** {@return the conditions as a query string that ends in {@code &}, or nothing} */
  public String queryString() {
    return condition("status", status)
        + condition("work", work)
        + conditions("tag", tags)
        + conditions("attribute", attributes)
        + condition("product", product)
        + condition("text", text)
        + condition("from", from)
        + condition("to", to)
        + condition("sort", sort);
  }

  private static String conditions(String name, @Nullable List<String> values) {
    return withoutEmpty(values).stream()
        .map(value -> condition(name, value))
        .collect(Collectors.joining());
  }

  /** {@return a parameter of a query string that ends in {@code &}, or nothing} */
  public static String condition(String name, @Nullable String value) {
    return value == null ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
  }
}

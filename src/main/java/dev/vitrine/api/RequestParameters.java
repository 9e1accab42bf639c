package dev.vitrine.api;

import dev.vitrine.action.Correction;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.TextName;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.PlainText;
import dev.vitrine.vocabulary.TagLabel;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parameters of a request and turns them into Vitrine's types. Every method throws
 * {@link ApiProblem} with a sentence for the caller.
 */
public final class RequestParameters {
  private static final int MOST_IMAGES = 100;
  private static final int DEFAULT_IMAGES = 24;

  /** Most tags and attribute values in a query: each may be a list that has to be merged. */
  private static final int MOST_VALUES = 8;

  private static final String ORDER_KEY = "[A-Za-z0-9._:-]{8,64}";

  private RequestParameters() {}

  /** A malformed id gets the same answer as another seller's: no such image. */
  public static ImageId imageId(String text) {
    try {
      return new ImageId(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.imageNotFound();
    }
  }

  /**
   * @param field in which the label is
   */
  public static TagLabel label(String field, String text) {
    try {
      return new TagLabel(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(field, sentence(e));
    }
  }

  /**
   * {@return the tags and attribute values of a query}
   *
   * @param tags labels
   * @param attributes each {@code name:value}
   */
  public static SortedSet<Facet.Key> values(List<String> tags, List<String> attributes) {
    if (tags.size() + attributes.size() > MOST_VALUES) {
      throw new ApiProblem(
          400,
          "TOO_MANY_CONDITIONS",
          "A list takes at most " + MOST_VALUES + " tags and attribute values.");
    }
    return ImageQuery.values(
        tags.stream().map(tag -> label("tag", tag)).toList(),
        attributes.stream().map(RequestParameters::attribute).toList());
  }

  /**
   * @param nameField in which the attribute's name is
   * @param valueField in which its value is
   */
  public static Facet.Key attribute(
      String nameField, String name, String valueField, @Nullable String value) {
    if (!name.matches(Facet.Key.NAME) || Facet.isReserved(name)) {
      throw ApiProblem.invalid(
          nameField,
          "An attribute's name begins with a lower-case letter and has at most 40 lower-case"
              + " letters, digits, _ and -; it cannot be \"tag\", nor begin with"
              + " \"vitrine-\".");
    }
    String plain = value == null ? "" : PlainText.of(value);
    requireWritable(valueField, plain, "");
    try {
      return new Facet.Key(name, plain);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(valueField, sentence(e));
    }
  }

  /**
   * @param text {@code name:value}
   */
  private static Facet.Key attribute(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw ApiProblem.invalid(
          "attribute",
          "An attribute and its value have a colon between them, for example color:navy.");
    }
    return attribute("attribute", text.substring(0, colon), "attribute", text.substring(colon + 1));
  }

  /** {@return the status that a word names; null if there is no word, or an empty one} */
  public static @Nullable ImageStatus optionalStatus(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return ImageStatus.ofWord(text)
        .orElseThrow(
            () ->
                ApiProblem.invalid(
                    "status",
                    "The status of an image is one of "
                        + Arrays.stream(ImageStatus.values())
                            .map(ImageStatus::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** {@return the text of this name; unknown ones are 404 {@code TEXT_NOT_FOUND}} */
  public static TextName textName(String name) {
    return TextName.ofWord(name)
        .filter(text -> text != TextName.HANDLE)
        .orElseThrow(
            () ->
                new ApiProblem(
                    404, "TEXT_NOT_FOUND", "A text is title, altText, caption or prompt."));
  }

  /**
   * @param name of the text
   * @param value what a person wrote; refused if it is blank, as is null
   */
  public static Correction text(String name, @Nullable String value) {
    TextName text = textName(name);
    String plain = value == null ? "" : value.strip();
    requireWritable("value", plain, "\n");
    try {
      return new Correction.TextWritten(text, plain);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid("value", sentence(e));
    }
  }

  /**
   * @param field in which the SKU is
   */
  public static ProductPlace place(String field, String sku, @Nullable Integer position) {
    String plain = PlainText.of(sku);
    requireWritable(field, plain, "");
    try {
      return new ProductPlace(plain, position);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(ProductPlace.isSku(plain) ? "position" : field, sentence(e));
    }
  }

  /**
   * Refuses control characters and halves of characters, which no JSON in UTF-8 can hold.
   *
   * @param field in which the text is
   * @param allowed control characters that are allowed all the same
   */
  public static void requireWritable(String field, String text, String allowed) {
    if (text.codePoints()
        .anyMatch(
            c ->
                Character.getType(c) == Character.SURROGATE
                    || Character.isISOControl(c) && allowed.indexOf(c) < 0)) {
      throw ApiProblem.invalid(
          field, "This text has control characters or halves of characters. Please remove them.");
    }
  }

  static int limit(@Nullable String text) {
    return count("limit", text, DEFAULT_IMAGES, MOST_IMAGES);
  }

  /**
   * {@return a whole number in [1, most]}
   *
   * @param name of the parameter
   * @param otherwise the number if the parameter is missing
   */
  public static int count(String name, @Nullable String text, int otherwise, int most) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,4}")) {
      int count = Integer.parseInt(text);
      if (count >= 1 && count <= most) {
        return count;
      }
    }
    throw ApiProblem.invalid(name, "This must be a whole number from 1 to " + most + ".");
  }

  /** {@return a whole number in [1, most], as above} */
  public static int count(String name, @Nullable Integer number, int otherwise, int most) {
    return count(name, number == null ? null : number.toString(), otherwise, most);
  }

  /** {@return the key that names an order for many images} */
  public static String orderKey(@Nullable String key) {
    if (key == null || !key.matches(ORDER_KEY)) {
      throw ApiProblem.invalid(
          "Idempotency-Key",
          "An order for many images has a key of 8 to 64 letters, digits or . _ : -");
    }
    return key;
  }

  /** {@return the encoding that the type of a file names; null if it names none} */
  public static @Nullable Charset charset(@Nullable MediaType type) {
    String name = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
    try {
      return name == null ? null : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new ApiProblem(
          415,
          "UNSUPPORTED_MEDIA_TYPE",
          "The encoding that the Content-Type names is unknown. Send the table in UTF-8.");
    }
  }

  /** {@return the cursor; null if there is none, or an empty one: the first page} */
  public static @Nullable String cursor(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** {@return what is wrong with a value, for the caller} */
  public static String sentence(IllegalArgumentException e) {
    String text = e.getMessage() == null ? "The value cannot be used" : e.getMessage();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}

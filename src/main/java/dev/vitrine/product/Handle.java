package dev.vitrine.product;

import dev.vitrine.catalog.Corrections.WrittenText;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.image.Sha256;
import dev.vitrine.listing.ProductPlace;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a shop's address that names a product. It stays the same when texts change, so that a
 * second import updates the product instead of adding another.
 */
public final class Handle {
  private static final Pattern VALID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_SLUG = 60;
  private static final int ID_CHARACTERS = 8;

  private Handle() {}

  /**
   * {@return the handle of a product, unless another product has it: see {@link Handles#of}} A
   * person's, if there is one. Otherwise it is the SKU if that is an address as it is; else one
   * that no other SKU has. Of a picture alone, it is made of the file's name and the picture's id.
   */
  public static String of(Product product) {
    return product.pictures().stream()
        .map(Handle::byHand)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> derived(product));
  }

  /** {@return the handle that a person gave a picture's product; null if nobody did} */
  public static @Nullable String byHand(ImageRecord image) {
    WrittenText text = image.corrections().texts().get(TextName.HANDLE.word());
    return text == null ? null : text.value();
  }

  /**
   * {@return whether Shopify takes a text as a handle, and leaves it as it is: a to z and 0 to 9,
   * in words with hyphens between them}
   */
  public static boolean isValid(String text) {
    return text.length() <= TextName.HANDLE.longest() && VALID.matcher(text).matches();
  }

  /** {@return the handle of a product to which nobody gave one} */
  static String derived(Product product) {
    String sku = product.sku();
    String name = sku == null ? "" : ProductPlace.productOf(sku);
    return !name.isEmpty() && slug(name).equals(name) ? name : distinct(product);
  }

  /** {@return a handle that no other product has, made of the SKU's hash or the picture's id} */
  static String distinct(Product product) {
    String sku = product.sku();
    if (sku == null) {
      ImageRecord image = product.main();
      return slug(fileName(image)) + "-" + image.imageId().value().substring(0, ID_CHARACTERS);
    }
    String name = ProductPlace.productOf(sku);
    byte[] hash = Sha256.of(name);
    return slug(name) + "-" + HexFormat.of().formatHex(hash, 0, ID_CHARACTERS / 2);
  }

  /** {@return the name of a picture's file without its ending; unlike a title it never changes} */
  public static String fileName(ImageRecord image) {
    String key = image.picture().key();
    return key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
  }

  /** {@return the text as part of an address: at most 60 of a to z, 0 to 9 and -} */
  static String slug(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String slug = plain.isEmpty() ? "picture" : plain;
    return slug.length() <= LONGEST_SLUG
        ? slug
        : slug.substring(0, LONGEST_SLUG).replaceAll("-$", "");
  }
}

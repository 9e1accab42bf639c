package dev.vitrine.export;

import dev.vitrine.image.Sha256;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * What an answer knows of the earlier answers of the same export: which products they have. The
 * pictures do not tell it: nothing in them says when one came from the bin, or when a correction
 * was undone.
 */
final class EarlierAnswers {
  private static final int BYTES = 8;

  private final Set<String> products;
  private final boolean areKnown;
  private final Set<String> added = new HashSet<>();

  private EarlierAnswers(Set<String> products, boolean areKnown) {
    this.products = Set.copyOf(products);
    this.areKnown = areKnown;
  }

  /** {@return those of an export that begins now, all of whose answers share this object} */
  static EarlierAnswers none() {
    return of(Set.of());
  }

  /**
   * {@return those that other calls have had}
   *
   * @param products of all of them, as {@link #added} gave them
   */
  static EarlierAnswers of(Set<String> products) {
    return new EarlierAnswers(products, true);
  }

  /** {@return those of which nothing is remembered} */
  static EarlierAnswers unknown() {
    return new EarlierAnswers(Set.of(), false);
  }

  /** {@return whether an answer, this one included, is known to have a product} */
  boolean have(String product) {
    String hash = hash(product);
    return products.contains(hash) || added.contains(hash);
  }

  /**
   * {@return whether all their products are known; otherwise one is taken for theirs if the list
   * has a picture of it before the present place}
   */
  boolean areKnown() {
    return areKnown;
  }

  /** Remembers that a product is in this answer, or was left out of it. */
  void add(String product) {
    added.add(hash(product));
  }

  /** {@return the products of this answer, 16 hexadecimal digits each} */
  Set<String> added() {
    return Set.copyOf(added);
  }

  private static String hash(String product) {
    return HexFormat.of().formatHex(Sha256.of(product), 0, BYTES);
  }
}

package dev.vitrine.product;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.listing.ProductOfKey;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.PlainText;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A SKU for pictures that have none, which a person may change.
 *
 * @param text the words with which the names of all files begin; if those would do for any picture,
 *     the name of the first file
 * @param id the first characters of the first picture's id
 */
record SkuProposal(String text, String id) {
  private static final int ID_CHARACTERS = 8;
  private static final int LONGEST = ProductPlace.LONGEST_SKU - 1 - ID_CHARACTERS;

  /** Each number is looked up in the catalog. */
  private static final int MOST = 9;

  /** Begins the SKU of a picture whose file is named by what no SKU can be. */
  private static final String OTHERWISE = "product-";

  /** {@return the proposal for pictures, in the order of their upload} */
  static SkuProposal of(List<ImageRecord> images) {
    String id = images.get(0).imageId().value();
    return ofNames(images.stream().map(Handle::fileName).toList(), id.substring(0, ID_CHARACTERS));
  }

  /**
   * @param files names without their endings, at least one
   * @param id ends the SKU if the names do not say any
   */
  static SkuProposal ofNames(List<String> files, String id) {
    List<String> names = files.stream().map(PlainText::of).toList();
    String common = names.stream().reduce(SkuProposal::beginning).orElse("");
    String whole = shortened(words(common, names));
    String first = shortened(names.get(0));
    if (ProductOfKey.isName(whole)) {
      return new SkuProposal(whole, id);
    }
    boolean isUsable =
        ProductPlace.isSku(first) && first.codePoints().noneMatch(Character::isISOControl);
    return new SkuProposal(isUsable ? first : OTHERWISE + id, id);
  }

  private static String shortened(String name) {
    return name.length() > LONGEST ? name.substring(0, LONGEST).strip() : name;
  }

  /** {@return the proposal, then with 2, 3 and so on at its end, at last with the id} */
  Stream<String> numbered() {
    Stream<String> numbers = IntStream.rangeClosed(2, MOST).mapToObj(number -> text + "-" + number);
    return Stream.of(Stream.of(text), numbers, Stream.of(text + "-" + id)).flatMap(one -> one);
  }

  private static String beginning(String one, String other) {
    int end = 0;
    while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
      end++;
    }
    return one.substring(0, end);
  }

  /** {@return the whole words of a common beginning, without what separates them from the rest} */
  private static String words(String common, List<String> names) {
    boolean cut =
        names.stream()
            .anyMatch(
                name ->
                    name.length() > common.length()
                        && !common.isEmpty()
                        && isWord(name.charAt(common.length()))
                        && isWord(common.charAt(common.length() - 1)));
    String whole = cut ? common.replaceFirst("[\\p{L}\\p{M}\\p{N}]+$", "") : common;
    return whole.replaceFirst("[^\\p{L}\\p{M}\\p{N}]+$", "");
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }
}

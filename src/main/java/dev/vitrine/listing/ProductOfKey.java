package dev.vitrine.listing;

import dev.vitrine.vocabulary.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads product and position off a file's name. A name says them if it ends in a number of one or
 * two digits, and what stands before the number can be a SKU:
 *
 * <table>
 *   <caption>Names that say a product</caption>
 *   <tr><th>name</th><th>what the SKU must be</th></tr>
 *   <tr><td>{@code SKU_1.jpg}, {@code SKU (1).jpg}</td><td>not of general words only</td></tr>
 *   <tr><td>{@code SKU-1.jpg}</td><td>an article number too: with a digit, or without small
 *   letters, as {@code iphone-12.jpg} is the twelfth picture of nothing</td></tr>
 * </table>
 *
 * <p>General words are what cameras, phones, programs and people call any picture ({@code IMG},
 * {@code Screenshot}, {@code photo}), parts of a date or time, and in a name of several words all
 * numbers. A SKU has at least three letters or digits. A folder says nothing: it may be a shoot, a
 * day or a supplier.
 */
public final class ProductOfKey {
  private static final Pattern NUMBERED =
      Pattern.compile("(?<sku>.*[^\\s_(-])(?<mark>_|-| ?\\()(?<number>[0-9]{1,2})(?<end>\\)?)");

  private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** A year, month or day, a day with a time, or seconds or milliseconds since 1970. */
  private static final Pattern TIME =
      Pattern.compile(
          "(19|20)\\d\\d|(19|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])?(t?\\d{4,6})?|1[5-9]\\d{8}(\\d{3})?");

  private static final Pattern DAY_AT_END =
      Pattern.compile(".*(^|\\D)(19|20)\\d\\d[-_. ](0?[1-9]|1[0-2])[-_]([0-2]?\\d|3[01])$");

  /** Names that cameras, phones and programs give, with their counters. */
  private static final Pattern CAMERA =
      Pattern.compile(
          "(img|imag|dsc|dscn|dscf|cimg|kimg|imgp|pict|pxl|mvimg|gopr|fullsizerender|image|photo|foto"
              + "|bild|pic|picture|scan|screenshot)\\d*|wa\\d{4}|p\\d{7}");

  /** A phone puts an E before the counter of a picture that was edited on it. */
  private static final Pattern COUNTER = Pattern.compile("e?[0-9]+");

  private static final Set<String> GENERAL =
      Set.of(
          ("image images picture pictures pic pics photo photos foto fotos bild bilder photograph"
                  + " shot screenshot screenshots screen bildschirmfoto capture scan scans snapshot"
                  + " download downloads file files untitled unnamed unbenannt copy kopie new neu"
                  + " test sample example demo tmp temp output export result render frame page"
                  + " product products produkt item items article articles artikel object main front"
                  + " back side left right top bottom detail details view angle original originals"
                  + " edited edit final cover collage gallery upload uploads whatsapp telegram signal"
                  + " facebook instagram snapchat fb received messenger clipboard paste pasted pexels"
                  + " unsplash shutterstock istock stock burst hdr portrait pano night raw camera mg"
                  + " sam vid mov dji wp csc at um am pm the of my no nr")
              .split(" "));

  private static final int SHORTEST_SKU = 3;

  private ProductOfKey() {}

  /**
   * {@return the product and position that a key says; null if it says none}
   *
   * @param key of an original, decoded; its last segment is the file's name
   */
  public static @Nullable ProductPlace of(String key) {
    String file = key.substring(key.lastIndexOf('/') + 1);
    String name = PlainText.of(ENDING.matcher(file).replaceFirst(""));
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches() || DAY_AT_END.matcher(name).matches()) {
      return null;
    }
    boolean opened = numbered.group("mark").endsWith("(");
    String sku = numbered.group("sku");
    if (opened == numbered.group("end").isEmpty() || !isName(sku)) {
      return null;
    }
    if (numbered.group("mark").equals("-") && !isArticleNumber(sku)) {
      return null;
    }
    return new ProductPlace(sku, Integer.valueOf(numbered.group("number")));
  }

  /**
   * {@return whether a name can be a product's} General words cannot, as any picture may have them.
   */
  public static boolean isName(String text) {
    List<String> words =
        Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
            .filter(word -> !word.isEmpty())
            .toList();
    int characters = words.stream().mapToInt(String::length).sum();
    return characters >= SHORTEST_SKU
        && ProductPlace.isSku(text)
        && words.stream().anyMatch(word -> !isGeneral(word, words.size()))
        && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean isGeneral(String word, int words) {
    return GENERAL.contains(word)
        || CAMERA.matcher(word).matches()
        || TIME.matcher(word).matches()
        || (words > 1 && COUNTER.matcher(word).matches());
  }

  private static boolean isArticleNumber(String sku) {
    return sku.chars().anyMatch(Character::isDigit)
        || sku.codePoints().noneMatch(Character::isLowerCase);
  }
}

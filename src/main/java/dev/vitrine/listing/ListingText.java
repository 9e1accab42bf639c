package dev.vitrine.listing;

import dev.vitrine.vocabulary.PlainText;
import dev.vitrine.vocabulary.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the texts of a shop's listing from accepted facts only. Captions and prompts are guesses
 * of a model and are not used, as a seller is liable for every word.
 */
public final class ListingText {
  /** Search results cut what is longer. */
  public static final int LONGEST_TITLE = 70;

  /** Screen readers cut what is longer. */
  public static final int LONGEST_ALT_TEXT = 125;

  private static final String BETWEEN = ", ";

  /** What a name must not end in where it is cut. */
  private static final Pattern DANGLING = Pattern.compile("[\\s,;:&/+(\\[\u2013-]+$");

  /** A first word with a capital of its own: {@code iPhone}, {@code USB}. */
  private static final Pattern OWN_CAPITAL = Pattern.compile("^\\S+\\p{Lu}");

  /** A first word that is no plain one: with a capital of its own or a digit, {@code A4}. */
  private static final Pattern ABBREVIATION = Pattern.compile("^\\S+[\\p{Lu}\\p{N}]");

  private ListingText() {}

  /**
   * @return e.g. {@code Navy striped t-shirt, crew neck, side view}; null when nothing accepted
   *     names the product
   */
  public static @Nullable String title(ListingFacts facts) {
    String product = facts.product();
    if (product == null) {
      return null;
    }
    List<String> color = facts.colors().stream().limit(1).toList();
    return fitting(heads(product, color, facts.looks()), List.of(), facts.details(), LONGEST_TITLE);
  }

  /**
   * @return e.g. {@code Navy and white sneaker, side view, on a white background}; null when
   *     nothing accepted names the product
   */
  public static @Nullable String altText(ListingFacts facts) {
    String product = facts.product();
    if (product == null) {
      return null;
    }
    List<String> details = new ArrayList<>(facts.details());
    if (facts.background() != null) {
      details.add(facts.background());
    }
    return fitting(
        heads(product, facts.colors(), facts.looks()), facts.others(), details, LONGEST_ALT_TEXT);
  }

  /** {@return the product's name after colors and looks, after colors only, and alone} */
  private static List<String> heads(String product, List<String> colors, List<String> looks) {
    String colored = String.join(" and ", colors);
    String whole = String.join(" ", looks);
    return List.of(
        spaced(colored, whole, product), spaced(colored, "", product), spaced("", "", product));
  }

  private static String spaced(String colors, String looks, String product) {
    return String.join(" ", colors, looks, product).strip().replaceAll("\\s+", " ");
  }

  /**
   * {@return the first head that fits, followed by the other parts that still fit, in order; no
   * detail is said twice}
   */
  private static String fitting(
      List<String> heads, List<String> others, List<String> details, int longest) {
    String last = heads.get(heads.size() - 1);
    String head =
        heads.stream()
            .filter(one -> one.length() <= longest)
            .findFirst()
            .orElseGet(() -> cut(last, longest)); // a shop's name for a category
    List<String> parts = new ArrayList<>(List.of(head));
    others.forEach(part -> addIfFitting(parts, part, longest));
    details.stream()
        .filter(part -> parts.stream().noneMatch(said -> Spelling.has(said, part)))
        .forEach(part -> addIfFitting(parts, part, longest));
    return capital(String.join(BETWEEN, parts));
  }

  private static void addIfFitting(List<String> parts, String part, int longest) {
    int length = String.join(BETWEEN, parts).length() + BETWEEN.length() + part.length();
    if (length <= longest) {
      parts.add(part);
    }
  }

  private static String cut(String name, int longest) {
    String begin = PlainText.cut(name, longest);
    String ended = DANGLING.matcher(begin).replaceFirst("");
    return ended.isEmpty() ? begin : ended;
  }

  /** {@return a sentence as a part of another: {@code navy mug, side view}, {@code USB cable}} */
  public static String uncapitalized(String sentence) {
    if (ABBREVIATION.matcher(sentence).lookingAt()) {
      return sentence;
    }
    int second = sentence.offsetByCodePoints(0, 1);
    return sentence.substring(0, second).toLowerCase(Locale.ROOT) + sentence.substring(second);
  }

  private static String capital(String text) {
    if (OWN_CAPITAL.matcher(text).lookingAt()) {
      return text;
    }
    int first = text.codePointAt(0); // no word begins with the capital of a sharp s
    return Character.toString(Character.toTitleCase(first))
        + text.substring(Character.charCount(first));
  }
}

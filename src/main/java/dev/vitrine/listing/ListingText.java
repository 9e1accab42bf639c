package dev.vitrine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
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

  /** A character as a person sees it: a letter with its accents, a whole emoji. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

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
    return fitting(heads(product, color, facts.looks()), facts.details(), LONGEST_TITLE);
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
    List<String> rest = new ArrayList<>(facts.others());
    rest.addAll(facts.details());
    if (facts.background() != null) {
      rest.add(facts.background());
    }
    return fitting(heads(product, facts.colors(), facts.looks()), rest, LONGEST_ALT_TEXT);
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

  /** {@return the first head that fits, followed by the other parts that still fit, in order} */
  private static String fitting(List<String> heads, List<String> rest, int longest) {
    String last = heads.get(heads.size() - 1);
    String head =
        heads.stream()
            .filter(one -> one.length() <= longest)
            .findFirst()
            .orElseGet(() -> cut(last, longest)); // a shop's name for a category
    StringBuilder text = new StringBuilder(capital(head));
    for (String part : rest) {
      if (text.length() + 2 + part.length() <= longest) {
        text.append(", ").append(part);
      }
    }
    return text.toString();
  }

  /**
   * {@return a text that is at most as long: ended after a whole word, else after a whole character
   * as a person sees it}
   *
   * @param longest in UTF-16 units, at least 1
   */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int space = text.lastIndexOf(' ', longest);
    if (space > 0) {
      return text.substring(0, space);
    }
    int end = 0;
    Matcher character = CHARACTER.matcher(text);
    while (character.find() && character.end() <= longest) {
      end = character.end();
    }
    // A single letter may carry more accents than there is room for.
    boolean insidePair = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, end > 0 ? end : insidePair ? longest - 1 : longest);
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
    int second = text.offsetByCodePoints(0, 1);
    return text.substring(0, second).toUpperCase(Locale.ROOT) + text.substring(second);
  }
}

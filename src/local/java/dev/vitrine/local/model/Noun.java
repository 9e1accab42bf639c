package dev.vitrine.local.model;

import java.util.Set;

/** Puts the indefinite article before a label, where English wants one. */
final class Noun {
  /** Last words that take no article though they look like singulars. Others merely sound odd. */
  private static final Set<String> UNCOUNTED =
      Set.of(
          ("bread broccoli cabbage candy cauliflower coffee corn cream espresso guacamole jewelry"
                  + " lotion oil paper perfume pizza polish powder shampoo soap spaghetti spray"
                  + " sunscreen tea toothpaste wine")
              .split(" "));

  private Noun() {}

  /**
   * Makes a noun phrase of adjectives and a label.
   *
   * @param phrase adjectives and a label, such as {@code brown coffee mug}
   * @return {@code a brown coffee mug}, {@code an umbrella}, {@code red socks}, {@code bread}
   */
  static String withArticle(String phrase) {
    String last = phrase.substring(phrase.lastIndexOf(' ') + 1);
    if (UNCOUNTED.contains(last) || isPlural(last)) {
      return phrase;
    }
    return (soundsLikeVowel(phrase) ? "an " : "a ") + phrase;
  }

  private static boolean isPlural(String word) {
    return word.endsWith("s")
        && !word.endsWith("ss")
        && !word.endsWith("us")
        && !word.endsWith("is");
  }

  private static boolean soundsLikeVowel(String phrase) {
    if (phrase.matches("(uni|uk|usb|eu|one-).*")) {
      return false;
    }
    return phrase.matches("([aeiou]|hour|mp3).*");
  }
}

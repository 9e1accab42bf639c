package dev.vitrine.tools.taxonomy;

import dev.vitrine.measure.ColorNames;
import dev.vitrine.tools.taxonomy.ShopifyRelease.ShopifyAttribute;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A vocabulary of what a seller wants of a release; values and categories keep their gids. */
final class ShopifyVocabulary {
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_VALUE = 100;
  private static final String COLOR = "color";
  private static final String TEMPLATE = "a photo of {}";

  private final ShopifyRelease release;
  private final ShopifyChoice choice;
  private final ShopifyTree tree;

  private ShopifyVocabulary(ShopifyRelease release, ShopifyChoice choice) {
    this.release = release;
    this.choice = choice;
    this.tree = new ShopifyTree(release, choice);
  }

  /**
   * {@return the vocabulary; whether it can be used, {@link dev.vitrine.vocabulary.VocabularyFile}
   * says}
   *
   * @throws IllegalArgumentException when the release has no such vertical or attribute
   */
  static Vocabulary of(ShopifyRelease release, ShopifyChoice choice) {
    ShopifyVocabulary made = new ShopifyVocabulary(release, choice);
    if (made.tree.categories(Map.of()).isEmpty()) {
      throw new IllegalArgumentException(
          "the release has "
              + release.verticals().stream().map(v -> v.prefix() + " (" + v.name() + ")").toList());
    }
    List<ShopifyAttribute> chosen = made.chosen();
    return new Vocabulary(
        "shopify",
        release.version(),
        List.of(TEMPLATE),
        made.tree.categories(asked(chosen)),
        chosen.stream().map(made::question).toList(),
        List.of(),
        List.of());
  }

  private static Map<String, ShopifyTree.Asked> asked(List<ShopifyAttribute> chosen) {
    Map<String, ShopifyTree.Asked> asked = new LinkedHashMap<>();
    for (ShopifyAttribute one : chosen) {
      String handle = handle(one);
      asked.put(one.id(), new ShopifyTree.Asked(handle.equals(COLOR) ? COLOR : name(one), handle));
    }
    return asked;
  }

  private List<ShopifyAttribute> chosen() {
    Map<String, ShopifyAttribute> byHandle = new LinkedHashMap<>();
    release.attributes().forEach(attribute -> byHandle.put(handle(attribute), attribute));
    if (choice.attributes().isEmpty()) {
      return mostAsked();
    }
    List<ShopifyAttribute> chosen = new ArrayList<>();
    for (String handle : choice.attributes()) {
      chosen.add(
          Optional.ofNullable(byHandle.get(handle))
              .orElseThrow(() -> new IllegalArgumentException("no attribute " + handle)));
    }
    return chosen;
  }

  private List<ShopifyAttribute> mostAsked() {
    Map<String, Integer> asked = tree.askedBy();
    return release.attributes().stream()
        .filter(attribute -> asked.containsKey(attribute.id()))
        .filter(attribute -> !ShopifyChoice.NOT_UNASKED.contains(handle(attribute)))
        .filter(attribute -> values(attribute).size() >= 2)
        .sorted(
            Comparator.comparing((ShopifyAttribute one) -> asked.getOrDefault(one.id(), 0))
                .reversed())
        .limit(ShopifyChoice.MOST)
        .toList();
  }

  private Question question(ShopifyAttribute attribute) {
    List<String> categories = tree.topmost(attribute.id());
    if (handle(attribute).equals(COLOR)) {
      return new Question(COLOR, attribute.name(), List.of(), List.of(), colors(attribute), true);
    }
    return new Question(
        name(attribute),
        attribute.name(),
        List.of("a product whose " + attribute.name().toLowerCase(Locale.ROOT) + " is {}"),
        categories,
        values(attribute),
        false);
  }

  /** Pixels know thirty colors; those that Shopify has too carry its ids. */
  private static List<Value> colors(ShopifyAttribute attribute) {
    Map<String, ShopifyRelease.ShopifyValue> known = new LinkedHashMap<>();
    attribute.values().forEach(v -> known.put(v.name().toLowerCase(Locale.ROOT), v));
    return ColorNames.all().stream()
        .map(name -> color(name, known.get(name.replace("grey", "gray"))))
        .toList();
  }

  private static Value color(String name, ShopifyRelease.@Nullable ShopifyValue known) {
    return known == null
        ? Value.named(name)
        : new Value(name, List.of(), null, known.id(), known.ownHandle(), false);
  }

  private static List<Value> values(ShopifyAttribute attribute) {
    Map<String, Value> values = new LinkedHashMap<>();
    attribute.values().stream()
        .filter(value -> value.name().length() <= LONGEST_VALUE)
        .forEach(
            value ->
                values.putIfAbsent(
                    value.name().toLowerCase(Locale.ROOT),
                    new Value(
                        value.name(), List.of(), null, value.id(), value.ownHandle(), false)));
    return List.copyOf(values.values());
  }

  /** A name begins with a letter, and some are taken. */
  private static String name(ShopifyAttribute attribute) {
    String handle = handle(attribute);
    boolean taken =
        Question.RESERVED.contains(handle)
            || Question.MEASURABLE.contains(handle)
            || !Character.isLowerCase(handle.charAt(0));
    String name = taken ? "shopify-" + handle : handle;
    return name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  /** Old releases have no handles. */
  private static String handle(ShopifyAttribute attribute) {
    return attribute.handle() == null
        ? attribute.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
        : attribute.handle();
  }
}

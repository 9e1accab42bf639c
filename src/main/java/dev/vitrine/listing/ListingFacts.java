package dev.vitrine.listing;

import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accepted facts for the texts of a listing, in the order of the text.
 *
 * @param product name of the product; null if no accepted fact gives one
 * @param others further names, highest score first
 * @param colors the product's, at most two
 * @param looks words before the product's name, e.g. {@code striped}
 * @param details words after the product's name, e.g. {@code crew neck}
 * @param background e.g. {@code on a white background}; null if it is a scene or unknown
 */
public record ListingFacts(
    @Nullable String product,
    List<String> others,
    List<String> colors,
    List<String> looks,
    List<String> details,
    @Nullable String background) {
  private static final int MOST_OTHERS = 2;
  private static final int MOST_COLORS = 2;

  /** Values that are not worth a word. */
  private static final Set<String> EMPTY =
      Set.of(
          "none",
          "other",
          "unknown",
          "solid",
          "plain",
          "open",
          "scene",
          "not visible",
          "not applicable");

  /**
   * An attribute that a listing may mention.
   *
   * @param name the first word of the attribute's name: {@code sleeve} is {@code sleeve_length} too
   * @param noun to be put after a value; may be empty
   * @param before whether it comes before the product's name
   */
  private record Quotable(String name, String noun, boolean before) {}

  /**
   * Target group, room and occasion are missing on purpose: they help to find a picture, but a
   * listing must not claim them.
   */
  private static final List<Quotable> QUOTABLE =
      List.of(
          new Quotable("pattern", "", true),
          new Quotable("shape", "", true),
          new Quotable("neckline", "neck", false),
          new Quotable("collar", "", false),
          new Quotable("sleeve", "sleeve", false),
          new Quotable("fit", "fit", false),
          new Quotable("heel", "heel", false),
          new Quotable("toe", "toe", false),
          new Quotable("closure", "closure", false),
          new Quotable("strap", "", false),
          new Quotable("view", "view", false));

  /** Endings of attributes that describe how something looks, not what it is. */
  private static final String LOOK = "look";

  public ListingFacts {
    others = List.copyOf(others);
    colors = List.copyOf(colors);
    looks = List.copyOf(looks);
    details = List.copyOf(details);
  }

  /**
   * @param tags accepted ones, highest score first
   * @param attributes accepted ones
   * @param measured colors, largest share first
   */
  public static ListingFacts of(
      List<Tag> tags, Map<String, Attribute> attributes, List<String> measured) {
    List<String> names = names(tags, attributes);
    List<String> looks = new ArrayList<>();
    List<String> details = new ArrayList<>();
    Attribute material = attributes.get("material");
    if (material != null && material.locked()) {
      looks.add(material.value());
    }
    for (Quotable one : QUOTABLE) {
      attribute(attributes, one.name())
          .ifPresent(
              found -> (one.before() ? looks : details).add(withNoun(found.value(), one.noun())));
    }
    details.addAll(appearances(attributes));
    return new ListingFacts(
        names.isEmpty() ? null : names.get(0),
        names.stream().skip(1).limit(MOST_OTHERS).toList(),
        colors(attributes, measured),
        looks,
        details,
        attribute(attributes, "background")
            .map(Attribute::value)
            .map(ListingFacts::on)
            .orElse(null));
  }

  /** The category names the product; if it is a group or a whole department, a tag does. */
  private static List<String> names(List<Tag> tags, Map<String, Attribute> attributes) {
    Set<String> names = new LinkedHashSet<>();
    Attribute category = attributes.get(Question.CATEGORY);
    if (category != null
        && (category.locked() || !isGroup(category, attributes.get(Question.DEPARTMENT)))) {
      names.add(plain(category.plainName(), category.value()));
    }
    // A person's tag may be anything, "sale" or "handmade"; a machine's is always a thing.
    tags.stream().filter(tag -> !byPerson(tag)).forEach(tag -> names.add(name(tag)));
    tags.stream().filter(ListingFacts::byPerson).forEach(tag -> names.add(name(tag)));
    List<String> distinct = new ArrayList<>();
    for (String name : names) {
      if (distinct.stream().noneMatch(known -> says(known, name))) {
        distinct.add(name);
      }
    }
    return distinct;
  }

  private static String name(Tag tag) {
    return plain(tag.plainName(), tag.label());
  }

  private static String plain(@Nullable String plainName, String otherwise) {
    return plainName == null ? otherwise : plainName;
  }

  private static boolean isGroup(Attribute category, @Nullable Attribute department) {
    return Boolean.TRUE.equals(category.evidence().group())
        || (department != null && category.value().equals(department.value()));
  }

  private static boolean byPerson(Tag tag) {
    return tag.evidence().source() == Source.PERSON;
  }

  /** Whether a name includes another one: a running shoe is a shoe. */
  private static boolean says(String known, String name) {
    String longer = " " + known.toLowerCase(Locale.ROOT);
    return longer.endsWith(" " + name.toLowerCase(Locale.ROOT));
  }

  /** In a picture of a scene, the measured colors are the scene's and not the product's. */
  private static List<String> colors(Map<String, Attribute> attributes, List<String> measured) {
    Attribute color = attributes.get("color");
    if (color != null && color.locked()) {
      return List.of(color.value());
    }
    boolean plain = attribute(attributes, "background").isPresent();
    return plain ? measured.stream().distinct().limit(MOST_COLORS).toList() : List.of();
  }

  /** A model can only tell that something looks like leather; a person knows that it is leather. */
  private static List<String> appearances(Map<String, Attribute> attributes) {
    return attributes.entrySet().stream()
        .filter(one -> one.getKey().matches(".*[_-]" + LOOK))
        .map(one -> one.getValue().value())
        .filter(value -> !isEmpty(value.toLowerCase(Locale.ROOT)))
        .map(value -> withNoun(value, LOOK))
        .toList();
  }

  private static Optional<Attribute> attribute(Map<String, Attribute> attributes, String name) {
    return attributes.entrySet().stream()
        .filter(entry -> entry.getKey().split("[_-]", 2)[0].equals(name))
        .map(Map.Entry::getValue)
        .filter(one -> !isEmpty(one.value().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static boolean isEmpty(String value) {
    return EMPTY.contains(value) || value.startsWith("no ") || value.startsWith("without ");
  }

  private static String withNoun(String value, String noun) {
    return value.toLowerCase(Locale.ROOT).contains(noun) ? value : value + " " + noun;
  }

  private static String on(String value) {
    if (value.startsWith("on ") || value.startsWith("in ")) {
      return value;
    }
    boolean vowel = "aeiou".indexOf(Character.toLowerCase(value.charAt(0))) >= 0;
    return "on " + (vowel ? "an " : "a ") + withNoun(value, "background");
  }
}

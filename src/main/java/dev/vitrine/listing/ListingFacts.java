package dev.vitrine.listing;

import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Spelling;
import dev.vitrine.vocabulary.Tag;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** How a background begins that says its place itself: {@code on grass}. */
  private static final Pattern PLACE = Pattern.compile("(on|in|at) ");

  private static final Pattern ARTICLE = Pattern.compile("(an?|the) ");

  /** How words begin that have the article {@code an}; unicorn and one have not. */
  private static final Pattern AN = Pattern.compile("(?!eu|one\\b|uni|us[ei])[aeiou]");

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
    String product = names.isEmpty() ? "" : names.get(0);
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
    details.addAll(appearances(attributes, product));
    looks.removeIf(look -> Spelling.has(product, look));
    List<String> colors = colors(attributes, measured, String.join(" ", looks) + " " + product);
    String before = String.join(" ", colors) + " " + String.join(" ", looks);
    return new ListingFacts(
        product.isEmpty() ? null : product,
        names.stream().skip(1).filter(name -> !Spelling.has(before, name)).toList(),
        colors,
        looks,
        details,
        attribute(attributes, "background")
            .map(Attribute::value)
            .map(ListingFacts::on)
            .orElse(null));
  }

  /**
   * The category names the product; if it is a group or a whole department, a tag does. Names that
   * are the end of another are left out: a running shoe is a shoe.
   */
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
      boolean isNew = distinct.stream().noneMatch(known -> Spelling.endsIn(known, name));
      if (isNew && distinct.size() <= MOST_OTHERS) {
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

  /**
   * In a picture of a scene, the measured colors are the scene's and not the product's. Nor are
   * they said of an orange or of blue jeans.
   *
   * @param said the words that follow the colors
   */
  private static List<String> colors(
      Map<String, Attribute> attributes, List<String> measured, String said) {
    Attribute color = attributes.get("color");
    if (color != null && color.locked()) {
      return Spelling.has(said, color.value()) ? List.of() : List.of(color.value());
    }
    boolean plain = attribute(attributes, "background").isPresent();
    List<String> most = measured.stream().distinct().limit(MOST_COLORS).toList();
    boolean isSaid = most.stream().anyMatch(one -> Spelling.has(said, hue(one)));
    return plain && !isSaid ? most : List.of();
  }

  /** {@return what a measured color is a shade of: the blue of light blue} */
  private static String hue(String color) {
    return color.substring(color.lastIndexOf(' ') + 1);
  }

  /** A model can only tell that something looks like leather; a person knows that it is leather. */
  private static List<String> appearances(Map<String, Attribute> attributes, String product) {
    return attributes.entrySet().stream()
        .filter(one -> one.getKey().matches(".*[_-]" + LOOK))
        .map(one -> one.getValue().value())
        .filter(value -> !isEmpty(value.toLowerCase(Locale.ROOT)))
        .filter(value -> !Spelling.has(product, value.replaceFirst("[ -]" + LOOK + "$", "")))
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
    String begun = ListingText.uncapitalized(value);
    if (PLACE.matcher(begun).lookingAt()) {
      return begun;
    }
    if (ARTICLE.matcher(begun).lookingAt()) {
      return "on " + begun;
    }
    String plain = Normalizer.normalize(begun, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    String article = AN.matcher(plain).lookingAt() ? "an " : "a ";
    return "on " + article + withNoun(value, "background");
  }
}

package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.machine;
import static dev.vitrine.catalog.Examples.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.listing.ListingFacts;
import dev.vitrine.listing.ListingText;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Titles and alt texts of products whose names say what other facts say too. */
class SaidOnceTest {
  @ParameterizedTest
  @CsvSource({
    "orange, orange;yellow, Orange",
    "orange, yellow;orange, Orange",
    "blue jeans, light blue;white, Blue jeans",
    "green tea, dark green;brown, Green tea",
    "light bulb, light grey;white, Light grey light bulb",
    "red wine, burgundy;black, Burgundy red wine",
    "whiteboard, white;grey, White whiteboard"
  })
  void aColorThatTheNameHasIsNotSaidBeforeIt(String name, String measured, String title) {
    ListingFacts facts =
        ListingFacts.of(
            List.of(tag(name)), Map.of("background", found("white")), List.of(measured.split(";")));

    assertThat(ListingText.title(facts)).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({
    "striped t-shirt, pattern, striped, Striped t-shirt",
    "round table, shape, Round, Round table",
    "high heels, heel_height, high heel, High heels",
    "denim jacket, fabric_look, denim, Denim jacket",
    "leather jacket, fabric_look, leather look, Leather jacket",
    "drinking glass, material_look, glass, Drinking glass",
    "magnifying glass, material_look, plastic, 'Magnifying glass, plastic look'",
    "v-neck sweater, neckline, v-neck, V-neck sweater",
    "pen, closure, open, Pen"
  })
  void whatTheNameSaysIsNotSaidAgain(String name, String attribute, String value, String title) {
    assertThat(title(List.of(tag(name)), Map.of(attribute, found(value)))).isEqualTo(title);
  }

  @Test
  void aDetailIsSaidOnceWhicheverFactHasIt() {
    Map<String, Attribute> metal =
        new TreeMap<>(
            Map.of("finish_look", found("brushed metal"), "material_look", found("metal")));

    assertThat(title(List.of(tag("kettle")), metal)).isEqualTo("Kettle, brushed metal look");
    assertThat(
            altText(
                List.of(tag("sweater"), tag("crew neck")), Map.of("neckline", found("crew neck"))))
        .isEqualTo("Sweater, crew neck");
    assertThat(title(List.of(tag("leather bag")), Map.of("material", said("leather"))))
        .isEqualTo("Leather bag");
    assertThat(title(List.of(tag("ring")), Map.of("material", said("gold"), "color", said("gold"))))
        .isEqualTo("Gold ring");
  }

  @Test
  void anotherNameForTheSameIsLeftOutInThePluralToo() {
    assertThat(altText(List.of(tag("boots"), tag("hoodies")), category("ankle boot")))
        .isEqualTo("Ankle boot, hoodies");
    assertThat(altText(List.of(tag("phone cases")), category("phone case")))
        .isEqualTo("Phone case");
    assertThat(altText(List.of(tag("table")), category("table lamp")))
        .as("another thing")
        .isEqualTo("Table lamp, table");
    assertThat(
            altText(
                List.of(new Tag("black", 1, Evidence.person(NOW)), tag("cup")),
                Map.of("color", said("black"))))
        .isEqualTo("Black cup");
  }

  @ParameterizedTest
  @CsvSource({
    "orange, on an orange background",
    "'plain white', on a plain white background",
    "ivory background, on an ivory background",
    "'A wooden table', on a wooden table",
    "an old wall, on an old wall",
    "The beach, on the beach",
    "On grass, on grass",
    "in a studio, in a studio",
    "unicorn print, on a unicorn print background",
    "umber, on an umber background",
    "one color, on a one color background",
    "\u00e9cru, on an \u00e9cru background",
    "50% grey, on a 50% grey background"
  })
  void aBackgroundHasOneArticleAndTheRightOne(String value, String end) {
    Map<String, Attribute> facts = new HashMap<>(category("cup"));
    facts.put("background", said(value));
    facts.put("color", said("green"));

    assertThat(altText(List.of(), facts)).isEqualTo("Green cup, " + end);
  }

  private static Map<String, Attribute> category(String name) {
    return Map.of("category", found(name));
  }

  private static Attribute found(String value) {
    return new Attribute(value, 0.9, machine("x"), false);
  }

  private static Attribute said(String value) {
    return new Attribute(value, 1, Evidence.person(NOW), true);
  }

  private static String title(List<Tag> tags, Map<String, Attribute> attributes) {
    return String.valueOf(ListingText.title(ListingFacts.of(tags, attributes, List.of())));
  }

  private static String altText(List<Tag> tags, Map<String, Attribute> attributes) {
    return String.valueOf(ListingText.altText(ListingFacts.of(tags, attributes, List.of())));
  }
}

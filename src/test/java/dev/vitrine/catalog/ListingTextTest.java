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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingTextTest {
  private static final Attribute WHITE =
      new Attribute("white", 1, Evidence.pixels("x", NOW), false);

  @Test
  void saysWhatItIsHowItLooksAndWhatItStandsBefore() {
    Map<String, Attribute> shirt =
        Map.of(
            "category", found("t-shirt"),
            "department", found("Clothing"),
            "pattern", found("striped"),
            "neckline", found("crew"),
            "sleeve_length", found("long"),
            "view", found("front"),
            "background", WHITE);

    assertThat(title(List.of(), shirt))
        .isEqualTo("Navy striped t-shirt, crew neck, long sleeve, front view");
    assertThat(altText(List.of(), shirt))
        .isEqualTo(
            "Navy and red striped t-shirt, crew neck, long sleeve, front view, on a white"
                + " background");
  }

  @Test
  void capitalsOfANameStayAsTheyAre() {
    assertThat(titleOf("iPhone case")).isEqualTo("iPhone case");
    assertThat(titleOf("USB cable")).isEqualTo("USB cable");
    assertThat(titleOf("\u00e9clair")).isEqualTo("\u00c9clair");
    assertThat(ListingText.uncapitalized("iPhone case")).isEqualTo("iPhone case");
    assertThat(ListingText.uncapitalized("USB cable")).isEqualTo("USB cable");
    assertThat(ListingText.uncapitalized("A4 paper")).isEqualTo("A4 paper");
    assertThat(ListingText.uncapitalized("Navy USB cable")).isEqualTo("navy USB cable");
    assertThat(ListingText.uncapitalized("T-shirt")).isEqualTo("t-shirt");
  }

  private static String titleOf(String category) {
    return title(List.of(), Map.of("category", said(category)));
  }

  @Test
  void theCategoryNamesTheProductAndTagsSayWhatElseIsThere() {
    List<Tag> tags = List.of(tag("shoe"), tag("running shoe"), tag("shoelace"));

    assertThat(altText(tags, Map.of("category", found("running shoe"))))
        .isEqualTo("Running shoe, shoelace");
    assertThat(title(tags, Map.of("category", found("running shoe")))).isEqualTo("Running shoe");
  }

  @Test
  void aNameThatIsTooLongIsCutBetweenCharacters() {
    String faces = "a" + "\uD83D\uDE00".repeat(49);
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String accents = "e" + "\u0301".repeat(99);

    assertThat(title(List.of(), Map.of("category", said(faces))))
        .isEqualTo("A" + "\uD83D\uDE00".repeat(34));
    assertThat(title(List.of(), Map.of("category", said(family.repeat(12)))))
        .isEqualTo(family.repeat(8));
    assertThat(title(List.of(), Map.of("category", said(accents)))).hasSize(70);
  }

  @Test
  void aNameThatIsCutEndsInAWord() {
    String list = "word ".repeat(13) + "word, another & more";

    assertThat(titleOf(list)).isEqualTo(("Word " + "word ".repeat(13)).strip());
    assertThat(titleOf("word ".repeat(13) + "one ( two )")).endsWith(" word one");
  }

  @Test
  void aLetterWithoutACapitalStays() {
    assertThat(titleOf("\u00dfeta")).isEqualTo("\u00dfeta");
    assertThat(titleOf("\u10db\u10e3\u10d2")).as("Georgian").isEqualTo("\u10db\u10e3\u10d2");
    assertThat(titleOf("\u0643\u0648\u0628")).isEqualTo("\u0643\u0648\u0628");
  }

  @Test
  void aWholeDepartmentIsNoProductUnlessAPersonSaysSo() {
    Map<String, Attribute> unsure =
        Map.of("category", found("Kitchen & dining"), "department", found("Kitchen & dining"));

    assertThat(title(List.of(tag("cup")), unsure)).isEqualTo("Cup");
    assertThat(title(List.of(), unsure)).isNull();
    assertThat(title(List.of(), Map.of("category", said("Shoes"), "department", found("Shoes"))))
        .isEqualTo("Shoes");
  }

  @Test
  void aGroupOfCategoriesIsNoProductUnlessAPersonSaysSo() {
    Attribute found = found("bakery");
    Attribute group =
        new Attribute(found.value(), found.score(), found.evidence().ofGroup(), false);

    assertThat(title(List.of(tag("french bread")), Map.of("category", group)))
        .isEqualTo("French bread");
    assertThat(altText(List.of(tag("french bread")), Map.of("category", group)))
        .isEqualTo("French bread");
    assertThat(title(List.of(), Map.of("category", group))).isNull();
    assertThat(title(List.of(), Map.of("category", said("bakery")))).isEqualTo("Bakery");
  }

  @Test
  void aMachinesTagIsAThingAndAPersonsMayBeAnything() {
    Tag sale = new Tag("sale", 1, Evidence.person(NOW));

    assertThat(title(List.of(sale, tag("cup")), Map.of())).isEqualTo("Cup");
    assertThat(title(List.of(sale), Map.of())).isEqualTo("Sale");
  }

  @Test
  void colorsOfASceneAreNotTheProducts() {
    assertThat(altText(List.of(tag("sneaker")), Map.of())).isEqualTo("Sneaker");
    assertThat(altText(List.of(tag("sneaker")), Map.of("background", found("scene"))))
        .isEqualTo("Sneaker");
  }

  @Test
  void aColorAPersonNamedIsTheOnlyOne() {
    assertThat(altText(List.of(tag("cup")), Map.of("background", WHITE, "color", said("green"))))
        .isEqualTo("Green cup, on a white background");
  }

  @Test
  void whatOnlyLooksLikeAMaterialIsNotClaimedToBeOne() {
    assertThat(title(List.of(tag("bag")), Map.of("material_look", found("leather"))))
        .isEqualTo("Bag, leather look");
    assertThat(title(List.of(tag("bag")), Map.of("material", said("leather"))))
        .isEqualTo("Leather bag");
  }

  @Test
  void nothingIsSaidWhereNothingNamesTheProduct() {
    assertThat(title(List.of(), Map.of("background", WHITE, "pattern", found("dots")))).isNull();
    assertThat(altText(List.of(), Map.of("background", WHITE))).isNull();
  }

  @Test
  void answersThatSayNothingAreLeftOut() {
    Map<String, Attribute> empty =
        Map.of("pattern", found("solid"), "heel", found("no heel"), "closure", found("None"));

    assertThat(title(List.of(tag("shoe")), empty)).isEqualTo("Shoe");
  }

  @Test
  void isNeverTooLong() {
    List<Tag> tags = List.of(tag("a".repeat(60)), tag("b".repeat(60)), tag("c".repeat(60)));
    Map<String, Attribute> odd = Map.of("background", said("o".repeat(100)));

    assertThat(altText(tags, Map.of("background", WHITE))).hasSizeLessThanOrEqualTo(125);
    assertThat(altText(tags, odd)).hasSizeLessThanOrEqualTo(125).startsWith("Navy and red a");
    assertThat(title(tags, odd)).hasSizeLessThanOrEqualTo(70);
    assertThat(title(List.of(), Map.of("category", said("word ".repeat(30).strip()))))
        .hasSizeLessThanOrEqualTo(70)
        .endsWith("word");
  }

  /** Whatever a picture is known by, each word of its texts comes from an accepted fact. */
  @Test
  void noWordComesFromAnywhereButAcceptedFacts() {
    ImageRecord image = Examples.done("demo/a.jpg", "cup", "mug");
    Set<String> allowed =
        new HashSet<>(List.of("and", "on", "a", "background", "cup", "mug", "navy", "white"));
    allowed.addAll(List.of("kitchen", "&", "dining"));

    for (String text : new String[] {image.title(), image.texts().altText()}) {
      assertThat(text).isNotNull();
      assertThat(Arrays.asList(text.toLowerCase().split("[ ,]+"))).isSubsetOf(allowed);
    }
    // Said of that picture, but not accepted: its caption, its prompt, and what is only likely.
    assertThat(image.descriptionOrNone().caption()).isEqualTo("a caption");
    assertThat(image.suggestions()).isNotEmpty();
  }

  private static Attribute found(String value) {
    return new Attribute(value, 0.9, machine("x"), false);
  }

  private static Attribute said(String value) {
    return new Attribute(value, 1, Evidence.person(NOW), true);
  }

  private static String title(List<Tag> tags, Map<String, Attribute> attributes) {
    return ListingText.title(facts(tags, attributes));
  }

  private static String altText(List<Tag> tags, Map<String, Attribute> attributes) {
    return ListingText.altText(facts(tags, attributes));
  }

  private static ListingFacts facts(List<Tag> tags, Map<String, Attribute> attributes) {
    return ListingFacts.of(tags, attributes, List.of("navy", "red", "grey"));
  }
}

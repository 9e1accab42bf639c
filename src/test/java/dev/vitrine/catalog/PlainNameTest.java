package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.tag.Vocabularies;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.TagLabel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chew toys for cats have a name that tells them from those for birds, which no title needs. */
class PlainNameTest {
  private static final String UNIQUE = "Chew Toys (Cat Toys)";

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final Tagged model = new Tagged();
  private final ImageActions actions = model.actions(catalog, new MemoryLessons());

  PlainNameTest() {
    Category plain =
        new Category(UNIQUE, List.of(), null, "Chew Toys", null, null, Map.of(), false, List.of());
    model.vocabulary =
        Vocabularies.calibrated(
            "1",
            List.of(
                Vocabularies.category("Birds", Category.leaf("Chew Toys")),
                Vocabularies.category("Cats", plain, Category.leaf("Leashes"))),
            List.of(),
            List.of());
  }

  private ImageRecord described() {
    return catalog.put(model.image("demo/a.jpg", SellerThresholds.NONE));
  }

  @Test
  void titlesAndAltTextsOfATaggedPictureHaveThePlainNameAndItsFactsTheUniqueOne() {
    model.scores("category", UNIQUE, 0.9).scores("tag", UNIQUE, 0.9);

    ImageRecord image = described();

    assertThat(image.attributes().get(Question.CATEGORY).value()).isEqualTo(UNIQUE);
    assertThat(image.tags().get(0).label()).isEqualTo(UNIQUE);
    assertThat(image.title()).isEqualTo("Navy Chew Toys");
    assertThat(image.texts().altText())
        .isEqualTo("Navy and white Chew Toys, on a white background");
    assertThat(RecordJson.read(RecordJson.write(image))).isEqualTo(image);
  }

  @Test
  void soHaveThoseOfACategoryOrTagThatAPersonChose() {
    model.scores("category", "Leashes", 0.9);
    ImageRecord image = described();

    correct(image, new Correction.AttributeSet(new Facet.Key(Question.CATEGORY, UNIQUE)));
    assertThat(catalog.now(image).title()).isEqualTo("Navy Chew Toys");
    correct(image, new Correction.AttributeSet(new Facet.Key(Question.CATEGORY, "Leashes")));
    correct(image, new Correction.TagAdded(new TagLabel(UNIQUE)));
    assertThat(catalog.now(image).texts().altText()).contains("Leashes, Chew Toys, ");
  }

  @Test
  void theShopsOwnNameGoesBeforeThePlainOne() {
    Category own =
        new Category(
            UNIQUE, List.of(), "Cat Mice", "Chew Toys", null, null, Map.of(), false, List.of());
    model.vocabulary =
        Vocabularies.calibrated(
            "1", List.of(Vocabularies.category("Cats", own)), List.of(), List.of());
    model.scores("category", UNIQUE, 0.9).scores("tag", UNIQUE, 0.9);

    ImageRecord image = described();

    assertThat(image.title()).isEqualTo("Navy Cat Mice");
    assertThat(image.tags().get(0).plainName()).isNull();
  }

  @Test
  void aGroupIsCalledAsOneOfItsKindsIsIfItsPlainNameIs() {
    Category group =
        new Category(
            "Balls (Pets)",
            List.of(),
            null,
            "Balls",
            null,
            null,
            Map.of(),
            false,
            List.of(Category.leaf("Tennis Balls")));

    assertThat(group.namesProducts()).isTrue();
  }

  private void correct(ImageRecord image, Correction correction) {
    actions.correct("demo", image.imageId(), correction, "id " + correction);
  }
}

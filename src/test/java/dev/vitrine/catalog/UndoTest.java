package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.tag.Vocabularies;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A correction is taken back, with all that followed from it. */
class UndoTest {
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryLessons lessons = new MemoryLessons();
  private final Tagged model =
      new Tagged()
          .scores("category", "sneaker", 0.7)
          .scores("category", "loafer", 0.25)
          .scores("tag", "sneaker", 0.7)
          .scores("tag", "t-shirt", 0.45);
  private final ImageActions actions = model.actions(catalog, lessons);
  private final ImageId image =
      catalog.put(model.image("demo/a.jpg", lessons.of("demo"))).imageId();

  @Test
  void aDismissedSuggestionIsSuggestedAgain() {
    make(new Correction.TagRemoved(new TagLabel("t-shirt")), "1");
    assertThat(now().suggestions()).noneMatch(one -> one.label().equals("t-shirt"));

    actions.undo("demo", image, "1");

    assertThat(now().suggestions()).anyMatch(one -> one.label().equals("t-shirt"));
    assertThat(now().corrections()).isEqualTo(Corrections.NONE);
  }

  @Test
  void aTagThatReplacedARefusalIsRefusedAgain() {
    make(new Correction.TagRemoved(new TagLabel("sneaker")), "1");
    make(new Correction.TagAdded(new TagLabel("sneaker")), "2");

    actions.undo("demo", image, "2");

    assertThat(now().tags()).extracting(Tag::label).doesNotContain("sneaker");
    assertThat(now().corrections().refused()).containsExactly("sneaker");
  }

  @Test
  void aCategoryIsTakenBackWithItsDepartmentAndItsLesson() {
    make(new Correction.AttributeSet(new Facet.Key("category", "mug")), "1");
    assertThat(lessons.threshold("demo", Vocabularies.MODEL, "category", "sneaker"))
        .isEqualTo(0.7001);

    actions.undo("demo", image, "1");

    assertThat(now().attributes().get("category").value()).isEqualTo("sneaker");
    assertThat(now().attributes().get("department").locked()).isFalse();
    assertThat(lessons.threshold("demo", Vocabularies.MODEL, "category", "sneaker")).isNaN();
  }

  @Test
  void anEarlierCorrectionIsTakenBackAndTheLaterStays() {
    make(new Correction.AttributeSet(new Facet.Key("closure", "zip")), "1");
    make(new Correction.TagAdded(new TagLabel("vintage")), "2");

    actions.undo("demo", image, "1");

    assertThat(now().attributes()).doesNotContainKey("closure");
    assertThat(now().tags()).extracting(Tag::label).contains("vintage");
    assertThat(now().corrections().last()).isEqualTo("2");
  }

  @Test
  void whatALaterCorrectionChangedStaysAndGoesBackToWhatWasBeforeBoth() {
    make(new Correction.AttributeSet(new Facet.Key("color", "navy")), "1");
    make(new Correction.AttributeSet(new Facet.Key("color", "red")), "2");
    make(new Correction.AttributeSet(new Facet.Key("color", "green")), "3");

    actions.undo("demo", image, "2");
    actions.undo("demo", image, "1");
    assertThat(now().attributes().get("color").value()).isEqualTo("green");

    actions.undo("demo", image, "3");
    assertThat(now().corrections()).isEqualTo(Corrections.NONE);
  }

  @Test
  void aCorrectionMadeTwiceOverwritesNoneThatCameBetween() {
    make(new Correction.AttributeSet(new Facet.Key("color", "navy")), "1");
    make(new Correction.AttributeSet(new Facet.Key("color", "red")), "2");

    make(new Correction.AttributeSet(new Facet.Key("color", "navy")), "1");
    assertThat(now().attributes().get("color").value()).isEqualTo("red");

    actions.undo("demo", image, "2");
    assertThat(now().attributes().get("color").value()).isEqualTo("navy");
    actions.undo("demo", image, "1");
    assertThat(now().corrections()).isEqualTo(Corrections.NONE);
  }

  @Test
  void undoneInAnyOrderNothingIsLeftOfTagsTextsAndProducts() {
    TagLabel sneaker = new TagLabel("sneaker");
    List<Correction> corrections =
        List.of(
            new Correction.TagRemoved(sneaker),
            new Correction.TextWritten(TextName.TITLE, "First"),
            new Correction.Placed(new ProductPlace("MUG", 1)),
            new Correction.TagAdded(sneaker),
            new Correction.TextWritten(TextName.TITLE, "Second"),
            new Correction.Placed(null));
    for (List<Integer> order : List.of(List.of(0, 1, 2, 3, 4, 5), List.of(4, 0, 5, 1, 3, 2))) {
      for (int i = 0; i < corrections.size(); i++) {
        make(corrections.get(i), "id " + i);
      }
      order.forEach(i -> actions.undo("demo", image, "id " + i));

      assertThat(now().corrections()).isEqualTo(Corrections.NONE);
    }
  }

  @Test
  void aDepartmentStaysWithALaterCategory() {
    make(new Correction.AttributeSet(new Facet.Key("category", "mug")), "1");
    String department = now().corrections().attributes().get("department").value();
    make(new Correction.AttributeSet(new Facet.Key("category", "t-shirt")), "2");
    assertThat(now().corrections().attributes().get("department").value()).isEqualTo(department);

    actions.undo("demo", image, "1");
    assertThat(now().attributes().get("category").value()).isEqualTo("t-shirt");
    assertThat(now().corrections().attributes().get("department").value()).isEqualTo(department);

    actions.undo("demo", image, "2");
    assertThat(now().corrections()).isEqualTo(Corrections.NONE);
  }

  @Test
  void aTextByHandIsReplacedByTheOneBefore() {
    String vitrines = now().title();
    make(new Correction.TextWritten(TextName.TITLE, "First"), "1");
    make(new Correction.TextWritten(TextName.TITLE, "Second"), "2");

    actions.undo("demo", image, "2");
    assertThat(now().title()).isEqualTo("First");
    actions.undo("demo", image, "1");
    assertThat(now().title()).isEqualTo(vitrines);
  }

  @Test
  void aPictureGoesBackToTheProductItWasIn() {
    ProductPlace mug = new ProductPlace("MUG", 1);
    make(new Correction.Placed(mug), "1");
    make(new Correction.Placed(null), "2");
    assertThat(now().product()).isNull();

    actions.undo("demo", image, "2");
    assertThat(now().product()).isEqualTo(mug);
    actions.undo("demo", image, "1");
    assertThat(now().corrections()).isEqualTo(Corrections.NONE);
  }

  @Test
  void whatIsUndoneOrForgottenCannotBeUndone() {
    for (int i = 0; i <= Corrections.MOST_PAST; i++) {
      make(new Correction.TagAdded(new TagLabel("tag " + i)), "id " + i);
    }
    actions.undo("demo", image, "id 5");

    for (String id : new String[] {"id 0", "id 5", "never"}) {
      assertThatThrownBy(() -> actions.undo("demo", image, id))
          .isInstanceOf(ActionRefusedException.class);
    }
  }

  @Test
  void aRepeatedCorrectionIsStillUndoneToWhatWasBeforeTheFirst() {
    make(new Correction.AttributeSet(new Facet.Key("closure", "zip")), "1");
    make(new Correction.AttributeSet(new Facet.Key("closure", "zip")), "1");

    actions.undo("demo", image, "1");

    assertThat(now().attributes()).doesNotContainKey("closure");
  }

  @Test
  void thePastIsKeptInTheTable() {
    make(new Correction.AttributeSet(new Facet.Key("category", "mug")), "1");
    make(new Correction.TextWritten(TextName.CAPTION, "A mug."), "2");
    make(new Correction.Placed(new ProductPlace("MUG", null)), "3");
    make(new Correction.Placed(null), "4");
    TagLabel mug = new TagLabel("mug");
    actions.correctByOrder("demo", image, new Correction.TagAdded(mug), "5", same -> {});

    assertThat(RecordJson.write(now())).contains("\"orders\":[\"5\"]");
    assertThat(RecordJson.read(RecordJson.write(now()))).isEqualTo(now());
  }

  @Test
  void aRecordOfTheFirstReleaseHasNoPast() {
    String json = RecordJson.write(now());
    String old = json.replace(",\"texts\":{},\"past\":[]", "");
    assertThat(old).isNotEqualTo(json);

    assertThat(RecordJson.read(old)).isEqualTo(now());
  }

  private void make(Correction correction, String id) {
    actions.correct("demo", image, correction, id);
  }

  private ImageRecord now() {
    return catalog.find("demo", image).orElseThrow();
  }
}

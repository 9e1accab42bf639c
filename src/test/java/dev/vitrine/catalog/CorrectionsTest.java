package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.Vocabularies;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person's word changes: this image for good, and what is claimed of the next ones. */
class CorrectionsTest {
  private static final String MODEL = Vocabularies.MODEL;

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryLessons lessons = new MemoryLessons();
  private final Tagged model =
      new Tagged()
          .scores("category", "sneaker", 0.7)
          .scores("category", "loafer", 0.25)
          .scores("category", "mug", 0.05)
          .scores("tag", "sneaker", 0.7)
          .scores("tag", "t-shirt", 0.45)
          .scores("closure", "lace-up", 0.65)
          .scores("closure", "zip", 0.35);
  private final ImageActions actions = model.actions(catalog, lessons);

  @Test
  void aRefusedTagRaisesItsThresholdSoThatTheNextPictureOnlySuggestsIt() {
    ImageId image = picture("a");
    assertThat(labels(image)).containsExactly("sneaker");

    remove(image, new TagLabel("sneaker"));

    assertThat(threshold("tag", "sneaker")).isEqualTo(0.7001);
    ImageId next = picture("b");
    assertThat(labels(next)).isEmpty();
    assertThat(now(next).suggestions()).extracting(Suggestion::label).contains("sneaker");
    assertThat(suggestion(next, "sneaker").threshold()).isEqualTo(0.7001);
  }

  @Test
  void anAcceptedSuggestionLowersItsThresholdSoThatTheNextPictureHasIt() {
    add(picture("a"), new TagLabel("t-shirt"));

    ImageId next = picture("b");

    assertThat(labels(next)).contains("t-shirt");
    Tag claimed = now(next).tags().get(1);
    assertThat(claimed.evidence().threshold()).isEqualTo(0.45);
  }

  @Test
  void changingOnesMindReplacesTheVerdict() {
    ImageId image = picture("a");
    remove(image, new TagLabel("sneaker"));

    add(image, new TagLabel("sneaker"));

    assertThat(threshold("tag", "sneaker")).isNaN();
    assertThat(now(image).corrections().verdicts())
        .containsExactly(new Verdict(MODEL, "tag", "sneaker", 0.7, true, null));
  }

  @Test
  void settingAnAttributeJudgesWhatWasClaimedAndWhatWasSuggested() {
    ImageId image = picture("a");

    set(image, new Facet.Key("category", "loafer"));

    assertThat(now(image).corrections().verdicts())
        .contains(new Verdict(MODEL, "category", "sneaker", 0.7, false, null));
    assertThat(now(image).attributes().get("department").value()).isEqualTo("Shoes");
    assertThat(threshold("category", "sneaker")).isEqualTo(0.7001);
  }

  @Test
  void aNarrowerCategoryAgreesWithItsParent() {
    model.scores("category", "sneaker", 0.5).scores("category", "loafer", 0.45);
    ImageId image = picture("a");
    assertThat(now(image).attributes().get("category").value()).isEqualTo("Shoes");
    assertThat(now(image).suggestions())
        .extracting(Suggestion::label)
        .contains("sneaker", "loafer");

    set(image, new Facet.Key("category", "loafer"));

    assertThat(now(image).corrections().verdicts())
        .extracting(Verdict::value, Verdict::right)
        .containsExactlyInAnyOrder(
            tuple("Shoes", true), tuple("loafer", true), tuple("sneaker", false));
  }

  @Test
  void unlockingWithdrawsTheVerdicts() {
    ImageId image = picture("a");
    set(image, new Facet.Key("category", "mug"));
    assertThat(threshold("category", "sneaker")).isEqualTo(0.7001);

    actions.correct("demo", image, new Correction.AttributeUnlocked("category"), "u");

    assertThat(threshold("category", "sneaker")).isNaN();
    assertThat(now(image).corrections().decisions()).isEqualTo(Corrections.NONE.decisions());
    assertThat(now(image).attributes().get("department").value()).isEqualTo("Shoes");
  }

  @Test
  void aLessonThatWasLostIsCaughtUpWhenTheCorrectionIsRepeated() {
    ImageId image = picture("a");
    lessons.unavailable = true;

    remove(image, new TagLabel("sneaker"));

    assertThat(labels(image)).as("the correction is there").isEmpty();
    assertThat(threshold("tag", "sneaker")).isNaN();
    lessons.unavailable = false;
    remove(image, new TagLabel("sneaker"));
    assertThat(threshold("tag", "sneaker")).isEqualTo(0.7001);
  }

  @Test
  void knownWordsAreWrittenAsTheShopDoes() {
    ImageId image = picture("a");

    add(image, new TagLabel("T Shirts"));
    add(image, new TagLabel("Hand-Made"));
    add(image, new TagLabel("Vintage"));
    set(image, new Facet.Key("closure", "Laced"));

    assertThat(labels(image)).startsWith("t-shirt", "handmade", "vintage");
    assertThat(now(image).attributes().get("closure").value()).isEqualTo("lace-up");
  }

  @Test
  void anOwnWordTakesTheValuesPlaceTheSecondTimeAndInTheFormerPlaceOnceContradicted() {
    set(picture("a"), new Facet.Key("category", "trainer"));
    assertThat(lessons.name("demo", "category", "sneaker")).isNull();
    set(picture("b"), new Facet.Key("category", "trainer"));
    ImageId next = picture("c");

    assertThat(now(next).attributes().get("category").value()).isEqualTo("trainer");
    assertThat(now(next).attributes().get("category").evidence().threshold()).isEqualTo(0.6);

    set(next, new Facet.Key("category", "Trainers"));
    assertThat(now(next).attributes().get("category").value()).isEqualTo("trainer");
    assertThat(now(picture("d")).attributes().get("category").value()).isEqualTo("trainer");

    set(picture("e"), new Facet.Key("category", "sneaker"));
    assertThat(lessons.name("demo", "category", "sneaker")).isNull();
    assertThat(now(picture("f")).attributes().get("category").value()).isNotEqualTo("trainer");
  }

  @Test
  void aWordOfAPersonIsLockedWhateverMachinesSayLater() {
    ImageId image = picture("a");
    remove(image, new TagLabel("sneaker"));
    add(image, new TagLabel("vintage"));
    set(image, new Facet.Key("closure", "buckle"));
    Corrections said = now(image).corrections();

    // Another run, of another model and another vocabulary, of a newer revision.
    catalog.receive(Examples.upload("demo/a.jpg", 2));
    model.model = "another model";
    model.vocabulary = Vocabularies.shop("2");
    catalog.update("demo", image, model.run(lessons.of("demo")));

    assertThat(now(image).corrections()).isEqualTo(said);
    assertThat(labels(image)).containsExactly("vintage");
    assertThat(now(image).attributes().get("closure").value()).isEqualTo("buckle");
    assertThat(now(image).attributes().get("closure").locked()).isTrue();
    assertThat(now(image).notSure()).extracting(NotSure::attribute).doesNotContain("closure");
  }

  @Test
  void aVerdictStandsAsLongAsTheCorrectionAlthoughNoMachineSaysItAnyMore() {
    ImageId image = picture("a");
    remove(image, new TagLabel("sneaker"));
    model.scores("tag", "sneaker", 0.1);
    catalog.update("demo", image, model.run(lessons.of("demo")));

    add(image, new TagLabel("vintage"));
    assertThat(threshold("tag", "sneaker")).isEqualTo(0.7001);

    add(image, new TagLabel("sneaker"));
    assertThat(threshold("tag", "sneaker")).as("refused no more").isNaN();
  }

  @Test
  void measuredValuesAreNobodysOpinion() {
    ImageId image = picture("a");

    set(image, new Facet.Key("color", "red"));

    assertThat(now(image).corrections().verdicts()).isEmpty();
  }

  private void add(ImageId image, TagLabel label) {
    actions.correct("demo", image, new Correction.TagAdded(label), "add " + label.value());
  }

  private void remove(ImageId image, TagLabel label) {
    actions.correct("demo", image, new Correction.TagRemoved(label), "remove " + label.value());
  }

  private void set(ImageId image, Facet.Key value) {
    actions.correct("demo", image, new Correction.AttributeSet(value), "set " + value);
  }

  private ImageId picture(String name) {
    return catalog.put(model.image("demo/" + name + ".jpg", lessons.of("demo"))).imageId();
  }

  private ImageRecord now(ImageId image) {
    return catalog.find("demo", image).orElseThrow();
  }

  private List<String> labels(ImageId image) {
    return now(image).tags().stream().map(Tag::label).toList();
  }

  private Suggestion suggestion(ImageId image, String label) {
    return now(image).suggestions().stream()
        .filter(one -> one.label().equals(label) && one.attribute() == null)
        .findFirst()
        .orElseThrow();
  }

  private double threshold(String attribute, String value) {
    return lessons.threshold("demo", MODEL, attribute, value);
  }
}

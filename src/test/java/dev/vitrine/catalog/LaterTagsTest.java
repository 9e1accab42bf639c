package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.ERROR;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A description whose vocabulary was read before that of the tags that the picture has by then. */
class LaterTagsTest {
  private static final Instant FIRST = NOW.minusSeconds(20);
  private static final Instant LATER = NOW.minusSeconds(10);

  @Test
  void keepsTheLaterTagsAndBringsItsPrompt() {
    ImageRecord stored = described(tagged("new", LATER), tags("old").asOf(FIRST));

    assertThat(labels(stored)).containsExactly("new");
    Description description = stored.descriptionOrNone();
    assertThat(description.asOf()).isEqualTo(LATER);
    assertThat(description.prompt().text()).isEqualTo("another prompt");
    assertThat(RecordJson.read(RecordJson.write(stored))).isEqualTo(stored);
  }

  @Test
  void replacesThemIfItsVocabularyWasReadAtTheSameTimeOrLaterOrNobodyKnowsWhen() {
    assertThat(labels(described(tagged("new", LATER), tags("next").asOf(LATER))))
        .containsExactly("next");
    assertThat(labels(described(tagged("new", FIRST), tags("next").asOf(LATER))))
        .containsExactly("next");
    assertThat(labels(described(tagged("new", LATER), tags("next")))).containsExactly("next");
    assertThat(labels(described(tagged("new", null), tags("next").asOf(FIRST))))
        .containsExactly("next");
  }

  @Test
  void replacesThemIfTheirTimeIsInTheFutureBecauseAClockWasWrong() {
    ImageRecord tagged = tagged("new", NOW.plusSeconds(86_400));

    assertThat(labels(described(tagged, tags("next").asOf(FIRST)))).containsExactly("next");
  }

  @Test
  void comesTooLateAlsoIfThatFoundNothingOrAnotherRunHasFailedSince() {
    TagImageResult nothing = new TagImageResult(List.of(), List.of(), Map.of(), List.of(), null);
    Description found = Description.NONE.tagged(nothing.asOf(LATER));

    assertThat(found.isTaggedAfter(FIRST, NOW)).isTrue();
    assertThat(found.tagFailed(ERROR).isTaggedAfter(FIRST, NOW)).isTrue();
    assertThat(Description.NONE.tagFailed(ERROR).isTaggedAfter(FIRST, NOW)).isFalse();
  }

  /** {@return a picture that is described, then tagged again} */
  private static ImageRecord tagged(String label, @Nullable Instant asOf) {
    TagImageResult found = tags(label);
    return ImageJourney.retagged(
        Examples.done("demo/a.jpg", "cup"), asOf == null ? found : found.asOf(asOf));
  }

  /** {@return what a new description makes of it, which is stored at {@link Examples#NOW}} */
  private static ImageRecord described(ImageRecord image, TagImageResult found) {
    ImageRecord begun = ImageJourney.redescribed(image, NOW);
    return ImageJourney.described(
        begun,
        begun.picture().revision(),
        Examples.measured(begun.run().execution()),
        earlier -> earlier.tagged(found).written(Examples.prompt("another prompt")),
        List.of());
  }

  private static List<String> labels(ImageRecord image) {
    return image.tags().stream().map(Tag::label).toList();
  }
}

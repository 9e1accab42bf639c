package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.ERROR;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.measured;
import static dev.vitrine.catalog.Examples.order;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeletedRestylesTest {
  private static final RestyleOrder WAVE = order("great-wave");
  private static final RestyleOrder NIGHT = order("starry-night");
  private static final RestyleOrder OWN = RestyleOrder.of(null, "in felt", 1, 0.5);
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final Instant TOO_LATE = NOW.plus(Duration.ofDays(30));

  private final ImageRecord plain = done("demo/a.jpg", "cup");

  @Test
  void aDeletedRestyleComesBackToItsPlace() {
    ImageRecord image = with(paintedOf(WAVE), paintedOf(NIGHT), paintedOf(OWN));

    ImageRecord without = DeletedRestyles.deleted(image, NIGHT.id(), NOW);

    assertThat(without.restyles()).extracting(Restyle::order).containsExactly(WAVE, OWN);
    assertThat(without.status()).isEqualTo(ImageStatus.DONE);
    assertThat(Card.of(without).restyles()).hasSize(2);
    assertThat(DeletedRestyles.deleted(without, NIGHT.id(), LATER)).isSameAs(without);
    assertThat(DeletedRestyles.restored(without, NIGHT.id(), LATER)).isEqualTo(image);
    assertThat(DeletedRestyles.restored(image, NIGHT.id(), LATER)).isSameAs(image);
  }

  @Test
  void allComeBackToTheirPlacesTheLastDeletedFirst() {
    ImageRecord image = with(paintedOf(WAVE), paintedOf(NIGHT), paintedOf(OWN));
    ImageRecord none = image;
    for (RestyleOrder order : List.of(NIGHT, WAVE, OWN)) {
      none = DeletedRestyles.deleted(none, order.id(), NOW);
    }
    assertThat(none.restyles()).isEmpty();

    ImageRecord all = none;
    for (RestyleOrder order : List.of(OWN, WAVE, NIGHT)) {
      all = DeletedRestyles.restored(all, order.id(), LATER);
    }

    assertThat(all).isEqualTo(image);
  }

  @Test
  void anExportOfTheDataIsNoLongerAsTheImageIs() {
    ImageRecord image = with(paintedOf(WAVE));
    ImageRecord without = DeletedRestyles.deleted(image, WAVE.id(), NOW);

    assertThat(ExportedContent.of(without, ExportFile.JSON_LINES))
        .isNotEqualTo(ExportedContent.of(image, ExportFile.JSON_LINES))
        .isEqualTo(ExportedContent.of(plain, ExportFile.JSON_LINES));
    assertThat(ExportedContent.of(without, ExportFile.SHOPIFY))
        .isEqualTo(ExportedContent.of(image, ExportFile.SHOPIFY));
  }

  @Test
  void theImageNoLongerWaitsForAPaintingThatIsFinishedWhereItIs() {
    ImageRecord painting = ordered(plain, WAVE, NOW);

    ImageRecord without = DeletedRestyles.deleted(painting, WAVE.id(), LATER);

    assertThat(without.status()).isEqualTo(ImageStatus.DONE);
    assertThat(without.finishedAt()).isEqualTo(LATER);
    assertThat(Restyle.pending(without, null)).isEmpty();

    ImageRecord answered = painted(without, paintedOf(painting, WAVE));
    ImageRecord ended = finished(answered);
    assertThat(ended.restyles()).isEmpty();
    assertThat(ended).isEqualTo(answered);
    ImageRecord restored = DeletedRestyles.restored(ended, WAVE.id(), LATER);
    assertThat(restored.restyles()).containsExactly(paintedOf(painting, WAVE));
    assertThat(restored.status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void theImageWaitsForAPaintingThatIsRestoredBeforeItIsThere() {
    ImageRecord painting = ordered(plain, WAVE, NOW);
    ImageRecord without = DeletedRestyles.deleted(painting, WAVE.id(), LATER);

    ImageRecord restored = DeletedRestyles.restored(without, WAVE.id(), LATER);

    assertThat(restored).isEqualTo(painting);
    assertThat(finished(painted(restored, paintedOf(painting, WAVE))).status())
        .isEqualTo(ImageStatus.DONE);
  }

  @Test
  void theImageGoesOnWaitingForItsOtherRestyles() {
    ImageRecord two = ordered(ordered(plain, WAVE, NOW), NIGHT, NOW);

    ImageRecord one = DeletedRestyles.deleted(two, NIGHT.id(), LATER);

    assertThat(one.status()).isEqualTo(ImageStatus.RUNNING);
    assertThat(Restyle.pending(one, null)).extracting(Restyle::order).containsExactly(WAVE);
    assertThat(DeletedRestyles.deleted(one, WAVE.id(), LATER).status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void theImageGoesOnWaitingForItsDescription() {
    ImageRecord again = ImageJourney.redescribed(with(paintedOf(WAVE)), NOW);

    ImageRecord without = DeletedRestyles.deleted(again, WAVE.id(), LATER);

    assertThat(without.status()).isEqualTo(ImageStatus.RUNNING);
    assertThat(without.restyles()).isEmpty();
  }

  @Test
  void whatNothingElseHasFailedInIsDoneAndPartialAgainWhenRestored() {
    ImageRecord painting = ordered(plain, WAVE, NOW);
    Restyle failed = Restyle.failed(WAVE, painting.run().execution(), ERROR);
    ImageRecord partial = finished(painted(painting, failed));
    assertThat(partial.status()).isEqualTo(ImageStatus.PARTIAL);

    ImageRecord without = DeletedRestyles.deleted(partial, WAVE.id(), LATER);

    assertThat(without.status()).isEqualTo(ImageStatus.DONE);
    assertThat(without.error()).isNull();
    assertThat(without.finishedAt()).isEqualTo(partial.finishedAt());
    assertThat(DeletedRestyles.restored(without, WAVE.id(), LATER)).isEqualTo(partial);
  }

  @Test
  void whatFailedElseStaysPartial() {
    ImageRecord two = ordered(ordered(plain, WAVE, NOW), NIGHT, NOW);
    ImageRecord one = painted(two, Restyle.failed(WAVE, two.run().execution(), ERROR));
    ImageRecord partial =
        finished(painted(one, Restyle.failed(NIGHT, two.run().execution(), ERROR)));

    ImageRecord without = DeletedRestyles.deleted(partial, WAVE.id(), LATER);

    assertThat(without.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(DeletedRestyles.deleted(without, NIGHT.id(), LATER).status())
        .isEqualTo(ImageStatus.DONE);
  }

  @Test
  void anImageWhoseExecutionFailedIsDoneWithoutWhatThatDidNotPaint() {
    ImageRecord partial =
        Examples.failed(ImageJourney.ordered(plain, WAVE, true, NOW), ERROR, LATER);
    assertThat(partial.status()).isEqualTo(ImageStatus.PARTIAL);
    // As releases of before recorded it.
    ImageRecord older = partial.settled(ImageStatus.PARTIAL, ERROR, LATER);

    for (ImageRecord each : List.of(partial, older)) {
      ImageRecord without = DeletedRestyles.deleted(each, WAVE.id(), LATER);
      assertThat(without.status()).isEqualTo(ImageStatus.DONE);
      assertThat(without.failure()).isNull();
    }
  }

  @Test
  void itIsNotRestoredAfterThirtyDays() {
    ImageRecord without = DeletedRestyles.deleted(with(paintedOf(WAVE)), WAVE.id(), NOW);

    assertThat(DeletedRestyles.restored(without, WAVE.id(), TOO_LATE)).isSameAs(without);
    assertThat(DeletedRestyles.restored(without, WAVE.id(), TOO_LATE.minusSeconds(1)).restyles())
        .hasSize(1);
  }

  @Test
  void whoOrdersItAgainGetsItBackAndAfterThirtyDaysAnother() {
    ImageRecord without = DeletedRestyles.deleted(with(paintedOf(WAVE)), WAVE.id(), NOW);

    ImageRecord back = ordered(without, WAVE, LATER);
    assertThat(back.restyles()).containsExactly(paintedOf(WAVE));
    assertThat(back.run()).isEqualTo(plain.run());

    ImageRecord another = ordered(without, WAVE, TOO_LATE);
    assertThat(ImageJourney.input(another).restyles()).containsExactly(WAVE);
    assertThat(another.deletedRestyles()).isEmpty();
  }

  @Test
  void whoOrdersAgainWhatFailedHasItPaintedAgain() {
    ImageRecord painting = ordered(plain, WAVE, NOW);
    Restyle failed = Restyle.failed(WAVE, painting.run().execution(), ERROR);
    ImageRecord without =
        DeletedRestyles.deleted(finished(painted(painting, failed)), WAVE.id(), LATER);

    ImageRecord again = ordered(without, WAVE, LATER);

    assertThat(ImageJourney.input(again).restyles()).containsExactly(WAVE);
    assertThat(again.run().attempt()).isEqualTo(painting.run().attempt() + 1);
    assertThat(again.deletedRestyles()).isEmpty();
  }

  @Test
  void whatTheUploadAskedForIsNotPaintedAgainWithTheNextDescription() {
    ImageRecord described = described(received("demo/a.jpg"), WAVE);
    ImageRecord image =
        finished(painted(described, Restyle.done(WAVE, "execution", Examples.painted())));
    ImageRecord deleted = DeletedRestyles.deleted(image, WAVE.id(), NOW);
    ImageRecord forgotten = deleted.with(deleted.restyles(), List.of());

    for (ImageRecord one : List.of(deleted, forgotten)) {
      assertThat(described(ImageJourney.redescribed(one, NOW), WAVE).restyles()).isEmpty();
    }
    assertThat(described(ImageJourney.redescribed(image, NOW), WAVE).restyles())
        .isEqualTo(image.restyles());
  }

  @Test
  void deletedOnesLeaveRoomForOthers() {
    ImageRecord full = with(restyles(0));
    assertThatThrownBy(() -> ordered(full, WAVE, LATER))
        .isInstanceOf(ActionRefusedException.class)
        .hasMessageContaining("at most 40 restyles");
    ImageRecord room = DeletedRestyles.deleted(full, full.restyles().get(0).id(), NOW);
    assertThat(ordered(room, WAVE, LATER).restyles()).hasSize(Restyle.MOST);
    assertThatThrownBy(
            () ->
                DeletedRestyles.restored(
                    ordered(room, WAVE, LATER), full.restyles().get(0).id(), LATER))
        .isInstanceOf(ActionRefusedException.class);
  }

  @Test
  void theRecordKeepsThemAndSaysNothingOfNone() {
    ImageRecord image = with(paintedOf(WAVE));
    ImageRecord without = DeletedRestyles.deleted(image, WAVE.id(), NOW);

    assertThat(RecordJson.read(RecordJson.write(without))).isEqualTo(without);
    assertThat(RecordJson.write(image)).doesNotContain("deleted");
    assertThat(RecordJson.read(RecordJson.write(image))).isEqualTo(image);
  }

  @Test
  void theSweepOfADeletedPictureKnowsWhoMayStillPaintOne() {
    ImageRecord painting = ordered(plain, WAVE, NOW);
    ImageRecord without = DeletedRestyles.deleted(painting, WAVE.id(), LATER);
    ImageRecord next = ordered(without, NIGHT, LATER);

    assertThat(Leftover.of(next, null).executions())
        .containsExactly(next.run().execution(), painting.run().execution());
  }

  private static ImageRecord described(ImageRecord image, RestyleOrder order) {
    return ImageJourney.described(
        image,
        image.picture().revision(),
        measured(image.run().execution()),
        earlier -> earlier.tagged(Examples.tags("cup")).written(Examples.prompt("a prompt")),
        List.of(order));
  }

  /** As {@code ImageActions} orders. */
  private static ImageRecord ordered(ImageRecord image, RestyleOrder order, Instant now) {
    return ImageJourney.ordered(
        DeletedRestyles.beforeOrder(image, order.id(), now), order, true, now);
  }

  private static ImageRecord painted(ImageRecord image, Restyle restyle) {
    return ImageJourney.painted(image, image.picture().revision(), restyle);
  }

  private static Restyle[] restyles(int from) {
    return IntStream.range(from, from + Restyle.MOST)
        .mapToObj(seed -> paintedOf(RestyleOrder.of("great-wave", null, seed + 1, 0.5)))
        .toArray(Restyle[]::new);
  }

  private ImageRecord with(Restyle... restyles) {
    return plain.with(List.of(restyles));
  }

  private static Restyle paintedOf(RestyleOrder order) {
    return Restyle.done(order, "execution", Examples.painted(order));
  }

  private static Restyle paintedOf(ImageRecord image, RestyleOrder order) {
    return Restyle.done(order, image.run().execution(), Examples.painted(order));
  }
}

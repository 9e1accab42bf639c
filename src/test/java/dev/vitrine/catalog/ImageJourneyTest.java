package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.ERROR;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.measured;
import static dev.vitrine.catalog.Examples.order;
import static dev.vitrine.catalog.Examples.painted;
import static dev.vitrine.catalog.Examples.prompt;
import static dev.vitrine.catalog.Examples.received;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.catalog.Restyle.Status;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Revision;
import dev.vitrine.measure.Separation;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageJourneyTest {
  private static final RestyleOrder WAVE = order("great-wave");
  private static final RestyleOrder NIGHT = order("starry-night");
  private final ImageRecord received = received("demo/a.jpg");
  private final Revision revision = received.picture().revision();
  private final String execution = received.run().execution();

  @Test
  void anOlderRevisionChangesNothing() {
    ImageRecord newer = ImageJourney.received(received, upload("demo/a.jpg", 2), NOW);

    assertThat(
            ImageJourney.described(
                newer, revision, measured(execution), earlier -> earlier, List.of()))
        .isSameAs(newer);
    assertThat(ImageJourney.painted(newer, revision, Restyle.done(WAVE, execution, painted())))
        .isSameAs(newer);
    assertThat(ImageJourney.finished(newer, revision, NOW)).isSameAs(newer);
    assertThat(ImageJourney.failed(newer, revision, execution, ERROR, NOW)).isSameAs(newer);
    assertThat(ImageJourney.rejected(newer, revision, execution, ERROR, NOW)).isSameAs(newer);
  }

  @Test
  void goesFromRunningToDone() {
    assertThat(received.status()).isEqualTo(ImageStatus.RUNNING);
    ImageRecord done = finished(described(received, "cup"));
    assertThat(done.status()).isEqualTo(ImageStatus.DONE);
    assertThat(done.finishedAt()).isEqualTo(NOW);
    assertThat(done.error()).isNull();
  }

  @Test
  void everyStepMayBeRepeated() {
    ImageRecord done = finished(described(received, "cup"));

    assertThat(described(done, "bowl")).isSameAs(done);
    assertThat(finished(done)).isEqualTo(done);
    assertThat(ImageJourney.received(done, upload("demo/a.jpg", 1), NOW)).isSameAs(done);
  }

  @Test
  void isPartialWhenTaggingFailedAndDoneOnceARetryWorks() {
    ImageRecord partial = finished(describedWithoutTags());
    assertThat(partial.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(partial.error()).isEqualTo(ERROR);
    assertThat(partial.descriptionOrNone().caption()).isEqualTo("a caption");

    ImageRecord retried = ImageJourney.retried(partial, true, NOW);

    assertThat(retried.status()).isEqualTo(ImageStatus.RUNNING);
    WorkflowInput input = ImageJourney.input(retried);
    assertThat(input.work()).isEqualTo(Work.DESCRIBE);
    assertThat(input.attempt()).isEqualTo(1);
    assertThat(finished(described(retried, "cup")).status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void waitsForAllItsRestylesAndIsPartialWhenOneFails() {
    ImageRecord waiting =
        ImageJourney.described(
            received, revision, measured(execution), said -> said, List.of(WAVE, NIGHT));
    ImageRecord one =
        ImageJourney.painted(waiting, revision, Restyle.done(WAVE, execution, painted()));
    assertThat(finished(one)).isSameAs(one);

    ImageRecord both =
        finished(ImageJourney.painted(one, revision, Restyle.failed(NIGHT, execution, ERROR)));

    assertThat(both.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(both.error()).isEqualTo(ERROR);
    WorkflowInput again = ImageJourney.input(ImageJourney.retried(both, true, NOW));
    assertThat(again.work()).isEqualTo(Work.RESTYLE);
    assertThat(again.restyles()).containsExactly(NIGHT);
  }

  @Test
  void theSameRestyleTwiceIsPaintedOnce() {
    ImageRecord ordered = ImageJourney.ordered(done("demo/a.jpg", "cup"), WAVE, true, NOW);

    assertThat(ImageJourney.ordered(ordered, WAVE, true, NOW)).isSameAs(ordered);
    WorkflowInput input = ImageJourney.input(ordered);
    assertThat(input.work()).isEqualTo(Work.RESTYLE);
    assertThat(input.restyles()).containsExactly(WAVE);
    assertThat(input.imagePrompt()).isEqualTo("a prompt");
    assertThat(input.executionName()).isEqualTo(ordered.run().execution());
  }

  @Test
  void aProductIsKeptWhereItIsSureOrNobodyHasLooked() {
    RestyleOrder order = RestyleOrder.of("great-wave", null, 0, 0.5, RestyleOrder.Keep.PRODUCT);

    for (Separation separation : Arrays.asList(Separation.SURE, null)) {
      ImageRecord image = ImageJourney.ordered(separated(separation), order, true, NOW);
      assertThat(image.restyles()).extracting(Restyle::order).containsExactly(order);
    }
    assertThatThrownBy(() -> ImageJourney.ordered(separated(Separation.SCENE), order, true, NOW))
        .isInstanceOf(ActionRefusedException.class)
        .hasMessage("The background is not plain. Restyle the whole picture instead.");
    assertThat(ImageJourney.ordered(separated(Separation.SCENE), WAVE, true, NOW).restyles())
        .hasSize(1);
  }

  private static ImageRecord separated(@Nullable Separation separation) {
    ImageRecord image = done("demo/a.jpg", "cup");
    Measurements measured =
        new Measurements(
            "jpeg",
            6,
            4,
            List.of(),
            "white",
            0.2,
            null,
            separation,
            null,
            Evidence.pixels("x", NOW));
    return image.with(measured, image.descriptionOrNone());
  }

  @Test
  void aSecondOrderGetsAnExecutionOfItsOwn() {
    ImageRecord first = ImageJourney.ordered(done("demo/a.jpg", "cup"), WAVE, true, NOW);

    ImageRecord second = ImageJourney.ordered(first, NIGHT, true, NOW);

    assertThat(ImageJourney.input(second).restyles()).containsExactly(NIGHT);
    assertThat(second.run().execution()).isNotEqualTo(first.run().execution());
    ImageRecord failed = ImageJourney.failed(second, revision, first.run().execution(), ERROR, NOW);
    assertThat(failed.restyles())
        .extracting(Restyle::status)
        .containsExactly(Status.FAILED, Status.RUNNING);
    assertThat(failed.status().unfinished()).isTrue();
  }

  @Test
  void aFailureKeepsWhatIsThere() {
    ImageRecord lost =
        ImageJourney.failed(described(received, "cup"), revision, execution, ERROR, NOW);

    assertThat(lost.status()).isEqualTo(ImageStatus.DONE);
    assertThat(lost.tags()).hasSize(1);
    assertThat(ImageJourney.failed(received, revision, execution, ERROR, NOW).status())
        .isEqualTo(ImageStatus.FAILED);
  }

  @Test
  void anExecutionThatIsNotTheLatestFailsNothing() {
    ImageRecord revived = Restart.revived(received, true, NOW);

    assertThat(ImageJourney.failed(revived, revision, execution, ERROR, NOW)).isEqualTo(revived);
  }

  @Test
  void nothingIsRetriedThatDidNotFailOrCannotWork() {
    ImageRecord rejected =
        ImageJourney.rejected(
            received, revision, execution, new ImageError("BAD", "No picture.", false), NOW);

    assertThatThrownBy(() -> ImageJourney.retried(rejected, true, NOW))
        .isInstanceOf(ActionRefusedException.class);
    assertThatThrownBy(() -> ImageJourney.retried(done("demo/a.jpg", "cup"), true, NOW))
        .isInstanceOf(ActionRefusedException.class);
    assertThat(ImageJourney.retried(received, true, NOW)).isSameAs(received);
  }

  @Test
  void anImageThatWasNeverStartedIsRevivedUnderTheSameName() {
    assertThat(Restart.revived(received, false, NOW).run().execution()).isEqualTo(execution);
  }

  @Test
  void isRevivedSomeTimesAndThenGivenUp() {
    ImageRecord image = received;
    for (int i = 0; i < Restart.MOST_RESTARTS; i++) {
      image = Restart.revived(image, true, NOW);
      assertThat(image.run().attempt()).isEqualTo(i + 1);
    }

    ImageRecord givenUp = Restart.revived(image, true, NOW);

    assertThat(givenUp.status()).isEqualTo(ImageStatus.FAILED);
    assertThat(givenUp.error().retryable()).isTrue();
    assertThat(ImageJourney.retried(givenUp, true, NOW).run().restarts()).isZero();
  }

  @Test
  void anImageDescribedByADeadExecutionIsRevivedForItsRestylesOnly() {
    ImageRecord left =
        ImageJourney.described(
            received, revision, measured(execution), said -> said, List.of(WAVE));

    WorkflowInput input = ImageJourney.input(Restart.revived(left, true, NOW));

    assertThat(input.work()).isEqualTo(Work.RESTYLE);
    assertThat(input.restyles()).containsExactly(WAVE);
  }

  @Test
  void isRetriedForThePartThatARetryMayMendWhicheverFailedFirst() {
    ImageError never = new ImageError("MODEL_REFUSED", "The model refused this picture.", false);
    ImageRecord tagsRefused =
        finished(
            ImageJourney.described(
                received,
                revision,
                measured(execution),
                earlier -> earlier.tagFailed(never).promptFailed(ERROR),
                List.of()));

    assertThat(tagsRefused.error()).isEqualTo(ERROR);
    assertThat(ImageJourney.input(ImageJourney.retried(tagsRefused, true, NOW)).work())
        .isEqualTo(Work.DESCRIBE);
  }

  @Test
  void onlyRestylesThatARetryMayMendArePaintedAgain() {
    ImageError never = new ImageError("UNKNOWN_STYLE", "There is no style of that name.", false);
    ImageRecord image = done("demo/a.jpg", "cup");
    String by = image.run().execution();
    ImageRecord failed =
        image.with(List.of(Restyle.failed(NIGHT, by, never), Restyle.failed(WAVE, by, ERROR)));
    ImageRecord settled = failed.settled(ImageStatus.PARTIAL, null, NOW);

    WorkflowInput input = ImageJourney.input(ImageJourney.retried(settled, true, NOW));

    assertThat(input.work()).isEqualTo(Work.RESTYLE);
    assertThat(input.restyles()).containsExactly(WAVE);
  }

  @Test
  void aRunWhoseOrdersAreAllDeletedIsNotStartedAndTheSweepPaintsTheRest() {
    ImageRecord one = ImageJourney.ordered(done("demo/a.jpg", "cup"), WAVE, true, NOW);
    ImageRecord two = ImageJourney.ordered(one, NIGHT, true, NOW);
    assertThat(Restart.isStartable(two)).isTrue();

    ImageRecord without = DeletedRestyles.deleted(two, NIGHT.id(), NOW);

    assertThat(without.status()).isEqualTo(ImageStatus.RUNNING);
    assertThat(Restart.isStartable(without)).isFalse();
    for (boolean wasStarted : new boolean[] {false, true}) {
      ImageRecord revived = Restart.revived(without, wasStarted, NOW);
      assertThat(ImageJourney.input(revived).restyles()).containsExactly(WAVE);
    }
  }

  private ImageRecord describedWithoutTags() {
    return ImageJourney.described(
        received,
        revision,
        measured(execution),
        said -> said.tagFailed(ERROR).written(prompt("a prompt")),
        List.of());
  }
}

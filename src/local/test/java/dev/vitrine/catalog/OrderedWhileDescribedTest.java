package dev.vitrine.catalog;

import static dev.vitrine.catalog.OnePicture.WAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.catalog.Card.OpenWork;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restyle is ordered while a new description of its picture is under way; on a real table. */
class OrderedWhileDescribedTest {
  private static final RestyleOrder NIGHT = Examples.order("starry-night");

  private static TestTable table;

  private OnePicture picture;

  @BeforeAll
  static void start() {
    table = new TestTable();
  }

  @AfterAll
  static void stop() throws Exception {
    table.close();
  }

  @BeforeEach
  void aDescribedPicture() {
    table.empty();
    picture = new OnePicture(table.catalog());
  }

  @Test
  void theOrderJoinsTheRunWhichPaintsItAfterTheDescription() {
    ImageRecord begun = picture.beginDescription();

    ImageRecord ordered = picture.order(WAVE);

    assertThat(ordered.run().execution()).isEqualTo(begun.run().execution());
    assertThat(ordered.restyles()).allMatch(one -> one.waitsForDescription(ordered)).hasSize(1);
    assertThat(picture.order(WAVE)).as("ordered once more").isEqualTo(ordered);
    assertThat(picture.started)
        .extracting(WorkflowInput::executionName)
        .as("which is running already, so that nothing new starts")
        .containsOnly(begun.run().execution());
    assertThat(picture.started)
        .as("if it only waits to be started, it waits no longer")
        .allMatch(WorkflowInput::urgent);

    picture.describe(begun);

    ImageRecord done = picture.now();
    assertThat(done.status()).isEqualTo(ImageStatus.DONE);
    assertThat(statuses()).containsExactly(Restyle.Status.DONE);
    assertThat(done.restyles()).noneMatch(one -> one.waitsForDescription(done));
  }

  @Test
  void anOrderAfterTheDescriptionIsStoredHasARunOfItsOwn() {
    ImageRecord begun = picture.beginDescription();
    picture.describe(begun);
    change(image -> image.unsettled(ImageStatus.RUNNING)); // its run has not finished yet

    ImageRecord ordered = picture.order(WAVE);

    assertThat(ordered.run().work()).isEqualTo(Work.RESTYLE);
    assertThat(ordered.restyles()).noneMatch(one -> one.waitsForDescription(ordered));
  }

  @Test
  void tagsOfTheVocabularyBeforeDoNotComeBackAfterTaggingAgain() {
    ImageRecord begun = picture.beginDescription();
    picture.between(
        () -> { // The run has read the vocabulary, and has not answered yet.
          picture.changeVocabulary();
          picture.order(WAVE);
          assertThat(picture.retag().waiting()).as("told to call again").isEqualTo(1);
        });
    picture.describe(begun);
    assertThat(picture.labels()).containsExactly("by 0");

    assertThat(picture.retag().images()).hasSize(1);

    assertThat(picture.labels()).containsExactly("by 1");
    assertThat(statuses()).containsExactly(Restyle.Status.DONE);
  }

  @Test
  void aRunThatDiesLosesNeitherTheDescriptionNorTheOrder() {
    picture.beginDescription();
    picture.order(WAVE);

    ImageRecord revived = change(image -> Restart.revived(image, true, picture.clock.instant()));

    WorkflowInput input = ImageJourney.input(revived);
    assertThat(input.work()).isEqualTo(Work.DESCRIBE);
    assertThat(input.restyles()).containsExactly(WAVE);
  }

  @Test
  void anOrderThatIsDeletedBeforeTheDescriptionEndsIsNotPainted() {
    ImageRecord begun = picture.beginDescription();
    picture.order(WAVE);
    change(image -> DeletedRestyles.deleted(image, WAVE.id(), picture.clock.instant()));
    assertThat(picture.now().status()).isEqualTo(ImageStatus.RUNNING);

    picture.describe(begun);

    assertThat(picture.now().status()).isEqualTo(ImageStatus.DONE);
    assertThat(picture.now().restyles()).isEmpty();
  }

  @Test
  void theEndOfADeletedRestyleDoesNotEndTheDescription() {
    String painting = picture.order(WAVE).run().execution();
    change(image -> DeletedRestyles.deleted(image, WAVE.id(), picture.clock.instant()));
    ImageRecord begun = picture.beginDescription();
    assertThat(begun.run().work()).isEqualTo(Work.DESCRIBE);

    picture.finish(painting);
    assertThat(picture.now().status()).isEqualTo(ImageStatus.RUNNING);
    change(
        image ->
            ImageJourney.failed(
                image,
                image.picture().revision(),
                painting,
                Examples.ERROR,
                picture.clock.instant()));
    assertThat(picture.now().status()).isEqualTo(ImageStatus.RUNNING);

    picture.describe(begun);
    assertThat(picture.now().status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void ifTheRunFailsTheOrderHasItsErrorAndIsRepeatedWithIt() {
    for (boolean isRejected : List.of(false, true)) {
      picture.beginDescription();
      picture.order(WAVE);

      fail(isRejected);

      ImageRecord failed = picture.now();
      assertThat(failed.restyles()).extracting(Restyle::error).containsExactly(Examples.ERROR);
      ImageRecord retried = ImageJourney.retried(failed, true, picture.clock.instant());
      assertThat(ImageJourney.input(retried).work()).isEqualTo(Work.DESCRIBE);
      assertThat(ImageJourney.input(retried).restyles()).containsExactly(WAVE);
    }
  }

  @Test
  void anOrderAfterTheDescriptionFailedDescribesThePictureAgainAndJoins() {
    for (boolean isRejected : List.of(false, true)) {
      picture.beginDescription();
      fail(isRejected);

      ImageRecord ordered = picture.order(isRejected ? NIGHT : WAVE);

      assertThat(ordered.run().work()).isEqualTo(Work.DESCRIBE);
      assertThat(ordered.run().urgent()).isTrue();
      assertThat(ordered.restyles()).anyMatch(one -> one.waitsForDescription(ordered));
      picture.describe(ordered);
      assertThat(picture.now().status()).isEqualTo(ImageStatus.DONE);
      assertThat(statuses()).containsOnly(Restyle.Status.DONE);
    }
  }

  @Test
  void whoeverDeletesAnOrderThatFailedWithTheDescriptionStillSeesThatFailure() {
    picture.beginDescription();
    picture.order(WAVE);
    fail(false);

    ImageRecord without =
        change(image -> DeletedRestyles.deleted(image, WAVE.id(), picture.clock.instant()));

    assertThat(without.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(without.error()).isEqualTo(Examples.ERROR);
  }

  @Test
  void theEndOfAnOlderExecutionDoesNotHideThatTheDescriptionFailed() {
    String painting = picture.order(WAVE).run().execution();
    change(image -> DeletedRestyles.deleted(image, WAVE.id(), picture.clock.instant()));
    picture.beginDescription();
    fail(false);

    picture.finish(painting);

    assertThat(picture.now().status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(picture.now().error()).isEqualTo(Examples.ERROR);
  }

  @Test
  void theRunOfTheDescriptionBeforeDoesNotEndTheNextOne() {
    ImageRecord first = picture.beginDescription();
    picture.order(WAVE);
    picture.storeDescription(first);
    change(image -> DeletedRestyles.deleted(image, WAVE.id(), picture.clock.instant()));
    assertThat(picture.now().status()).isEqualTo(ImageStatus.DONE);
    picture.clock.pass(Duration.ofSeconds(1));
    ImageRecord second = picture.beginDescription();

    picture.finish(first.run().execution());

    assertThat(picture.now()).isEqualTo(second);
  }

  @Test
  void whatAPersonOrdersIsPaintedBeforeWhatNobodyWaitsForThoughItsDescriptionIsNot() {
    for (boolean isUrgent : List.of(true, false)) {
      ImageRecord begun = picture.beginDescription();
      assertThat(begun.run().urgent()).isFalse();
      RestyleOrder order = isUrgent ? WAVE : NIGHT;
      ImageRecord ordered =
          change(image -> ImageJourney.ordered(image, order, isUrgent, picture.clock.instant()));
      assertThat(Card.of(ordered).open()).isEqualTo(new OpenWork(false, false));

      StoreDescriptionHandler.Result result = picture.storeDescription(begun);

      assertThat(result.restyles()).containsExactly(order);
      assertThat(result.urgent()).isEqualTo(isUrgent);
      assertThat(Card.of(picture.now()).open()).isEqualTo(new OpenWork(true, isUrgent));
      picture.paintAndFinish(begun, result);
    }
  }

  @Test
  void aRunThatDiesIsRepeatedBeforeOthersIfAPersonWaitsForAnOrder() {
    picture.beginDescription();
    picture.order(WAVE);

    ImageRecord revived = change(image -> Restart.revived(image, true, picture.clock.instant()));

    assertThat(ImageJourney.input(revived).urgent()).isTrue();
  }

  private void fail(boolean isRejected) {
    change(
        image ->
            isRejected
                ? ImageJourney.rejected(
                    image,
                    image.picture().revision(),
                    image.run().execution(),
                    Examples.ERROR,
                    picture.clock.instant())
                : Examples.failed(image, Examples.ERROR, picture.clock.instant()));
  }

  private List<Restyle.Status> statuses() {
    return picture.now().restyles().stream().map(Restyle::status).toList();
  }

  private ImageRecord change(UnaryOperator<ImageRecord> change) {
    ImageRecord image = picture.now();
    return picture.catalog.update("demo", image.imageId(), change).orElseThrow();
  }
}

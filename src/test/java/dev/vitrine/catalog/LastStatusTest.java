package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.ERROR;
import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.measured;
import static dev.vitrine.catalog.Examples.order;
import static dev.vitrine.catalog.Examples.prompt;
import static dev.vitrine.catalog.Examples.received;
import static dev.vitrine.catalog.Examples.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.vocabulary.Tag;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How the work on a picture ends when something in it has failed. */
class LastStatusTest {

  @Test
  void aPictureThatLacksNothingIsDoneThoughItsLastStepFailed() {
    ImageRecord ended = failed(described(received("demo/a.jpg"), "cup"));

    assertThat(ended.status()).isEqualTo(ImageStatus.DONE);
    assertThat(ended.error()).isNull();
    assertThat(ended.finishedAt()).isEqualTo(NOW);
  }

  @Test
  void aRestyleThatTheRunDidNotReachSaysWhyAndThePictureIsPartial() {
    ImageRecord ended =
        failed(ImageJourney.ordered(done("demo/a.jpg", "cup"), order("great-wave"), true, NOW));

    assertThat(ended.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(ended.restyles()).extracting(Restyle::error).containsExactly(ERROR);
    assertThat(ended.failure()).isNull();
    assertThat(ended.error()).isEqualTo(ERROR);
  }

  @Test
  void aRunThatDidNotDescribeAgainLeavesTheOldDescriptionAndSaysWhy() {
    ImageRecord ended = failed(ImageJourney.redescribed(done("demo/a.jpg", "cup"), NOW));

    assertThat(ended.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(ended.failure()).isEqualTo(ERROR);
    assertThat(ended.tags()).extracting(Tag::label).containsExactly("cup");
  }

  @Test
  void tagsOfBeforeStayBesideTheErrorOfTheNewDescription() {
    ImageRecord partial =
        again(done("demo/a.jpg", "cup"), said -> said.tagFailed(ERROR).written(prompt("new")));

    assertThat(partial.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(partial.error()).isEqualTo(ERROR.saying("Its earlier tags stay."));
    assertThat(partial.tags()).extracting(Tag::label).containsExactly("cup");
    assertThat(ImageJourney.input(ImageJourney.retried(partial, true, NOW)).work())
        .isEqualTo(Work.DESCRIBE);

    ImageRecord mended = again(partial, said -> said.tagged(tags("bowl")).written(prompt("new")));
    assertThat(mended.status()).isEqualTo(ImageStatus.DONE);
    assertThat(mended.tags()).extracting(Tag::label).containsExactly("bowl");
  }

  @Test
  void aPromptOfBeforeStaysBesideTheErrorOfTheNewDescription() {
    ImageRecord before = done("demo/a.jpg", "cup");

    ImageRecord partial = again(before, said -> said.tagged(tags("bowl")).promptFailed(ERROR));

    assertThat(partial.status()).isEqualTo(ImageStatus.PARTIAL);
    assertThat(partial.error()).isEqualTo(ERROR.saying("Its earlier prompt stays."));
    assertThat(partial.texts().promptText()).isEqualTo(before.texts().promptText()).isNotNull();
  }

  @Test
  void taggingAgainByTheSameEyesMendsWhatOnlyTaggingHadFailedIn() {
    ImageRecord tagless =
        again(done("demo/a.jpg", "cup"), said -> said.tagFailed(ERROR).written(prompt("new")));

    ImageRecord mended = ImageJourney.retagged(tagless, tags("bowl"));

    assertThat(mended.status()).isEqualTo(ImageStatus.DONE);
    assertThat(mended.finishedAt()).isEqualTo(tagless.finishedAt());
    ImageRecord wordless =
        again(done("demo/a.jpg", "cup"), said -> said.tagFailed(ERROR).promptFailed(ERROR));
    assertThat(ImageJourney.retagged(wordless, tags("bowl")).status())
        .as("the prompt has failed too")
        .isEqualTo(ImageStatus.PARTIAL);
  }

  @Test
  void aRunThatWasLostOnceTooOftenIsDoneIfNothingWasLeftToDo() {
    ImageRecord image = ImageJourney.redescribed(done("demo/a.jpg", "cup"), NOW);
    for (int i = 0; i < Restart.MOST_RESTARTS; i++) {
      image = Restart.revived(image, true, NOW);
    }
    assertThat(Restart.revived(image, true, NOW).status()).isEqualTo(ImageStatus.PARTIAL);

    ImageRecord described = described(image, "bowl");

    assertThat(Restart.revived(described, true, NOW).status()).isEqualTo(ImageStatus.DONE);
  }

  private static ImageRecord failed(ImageRecord image) {
    return ImageJourney.failed(
        image, image.picture().revision(), image.run().execution(), ERROR, NOW);
  }

  /** {@return what a new description makes of a picture} */
  private static ImageRecord again(ImageRecord image, UnaryOperator<Description> words) {
    ImageRecord begun = ImageJourney.redescribed(image, NOW);
    return finished(
        ImageJourney.described(
            begun,
            begun.picture().revision(),
            measured(begun.run().execution()),
            words,
            List.of()));
  }
}

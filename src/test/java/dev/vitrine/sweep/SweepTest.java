package dev.vitrine.sweep;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.Settings;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.Leftover;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.catalog.NoEndpoints;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.upload.Upload;
import dev.vitrine.upload.Uploads;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final List<Uploads.Listed> uploads = new ArrayList<>();
  private final List<WorkflowInput> startedInputs = new ArrayList<>();
  private final NoUploads bucket =
      new NoUploads() {
        @Override
        public List<String> sellers(@Nullable String after) {
          if (tooManyToList) {
            throw new StorageUnavailableException("out of time", new IllegalStateException());
          }
          return after == null ? List.of("demo") : List.of();
        }

        @Override
        public Page originals(String seller, @Nullable String after, Instant from, Instant to) {
          return new Page(
              uploads.stream()
                  .filter(one -> !one.writtenAt().isBefore(from) && one.writtenAt().isBefore(to))
                  .toList(),
              null);
        }
      };
  private final SweepConfig config = Settings.atDefaults(SweepConfig.class);
  private final OriginalsWalk originals = MemoryBookmarks.walk(bucket, config);
  private final Set<String> running = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> unstartable = new HashSet<>();
  private Instant now = LATER;
  private @Nullable Instant lateAnswersBefore;
  private boolean tooManyToList;

  @Test
  void anUploadWhoseEventWasLostIsDescribed() {
    ImageKey key = new ImageKey(Examples.BUCKET, "demo/lost.jpg");
    uploads.add(new Uploads.Listed(key, 5, NOW));

    assertThat(sweep()).isEqualTo(new SweepHandler.Result(1, 0));
    assertThat(startedInputs)
        .extracting(input -> input.image().key())
        .containsExactly("demo/lost.jpg");
    assertThat(catalog.find("demo", key.imageId()).orElseThrow().status())
        .isEqualTo(ImageStatus.RUNNING);
    assertThat(sweep()).isEqualTo(new SweepHandler.Result(0, 0));
  }

  @Test
  void anUploadThatCouldNotBeAdoptedIsTriedAgain() {
    ImageKey key = new ImageKey(Examples.BUCKET, "demo/lost.jpg");
    uploads.add(new Uploads.Listed(key, 5, NOW));
    unstartable.add(key.key());
    assertThat(sweep().adopted()).isZero();
    unstartable.clear();
    now = now.plus(Duration.ofHours(20));
    assertThat(sweep().revived()).isEqualTo(1);
    assertThat(startedInputs).hasSize(1);
  }

  @Test
  void theEventOfAnAdoptedUploadIsNewerWhenItComesAfterAll() {
    ImageKey key = new ImageKey(Examples.BUCKET, "demo/lost.jpg");
    uploads.add(new Uploads.Listed(key, 5, NOW));
    sweep();

    Upload event =
        new Upload(
            PictureRef.of(
                key.bucket(), key.key(), null, Revision.ofSequencer("0055AED6DCD90281E5")),
            5,
            NOW);

    assertThat(catalog.receive(event).orElseThrow().original()).isEqualTo(event);
  }

  @Test
  void anImageWhoseExecutionDiedIsStartedAgainUnderAnotherName() {
    ImageRecord image = catalog.put(received("demo/a.jpg"));
    ended.add(image.run().execution());

    assertThat(sweep().revived()).isEqualTo(1);
    assertThat(startedInputs).extracting(WorkflowInput::attempt).containsExactly(1);
    assertThat(catalog.now(image).run().execution()).isNotEqualTo(image.run().execution());
  }

  @Test
  void anImageWhoseExecutionWasNeverStartedIsStartedUnderTheSameName() {
    ImageRecord image = catalog.put(received("demo/a.jpg"));

    assertThat(sweep().revived()).isEqualTo(1);

    assertThat(startedInputs)
        .extracting(WorkflowInput::executionName)
        .containsExactly(image.run().execution());
  }

  @Test
  void anImageWhoseExecutionStillRunsIsLeftAlone() {
    ImageRecord image = catalog.put(received("demo/a.jpg"));
    running.add(image.run().execution());

    assertThat(sweep().revived()).isZero();

    assertThat(startedInputs).isEmpty();
    assertThat(catalog.now(image).run().since()).isEqualTo(LATER);
  }

  @Test
  void anImageOfWhichOnlyTheLastStatusIsMissingGetsIt() {
    ImageRecord image = catalog.put(described(received("demo/a.jpg"), "cup"));
    ended.add(image.run().execution());

    sweep();

    assertThat(startedInputs).isEmpty();
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void aBucketThatTakesTooLongToListKeepsNoUnfinishedImageWaiting() {
    catalog.put(received("demo/a.jpg"));
    tooManyToList = true;

    assertThatThrownBy(this::sweep).isInstanceOf(StorageUnavailableException.class);

    assertThat(startedInputs).hasSize(1);
  }

  @Test
  void oneThatCannotBeHelpedDoesNotKeepItFromTheOthers() {
    catalog.put(received("demo/a.jpg"));
    catalog.put(received("demo/b.jpg"));
    unstartable.add("demo/a.jpg");

    assertThat(sweep().revived()).isEqualTo(1);

    assertThat(startedInputs)
        .extracting(input -> input.image().key())
        .containsExactly("demo/b.jpg");
  }

  @Test
  void answersAboutDeletedPicturesAreDeletedWhenTheyHaveCome() {
    sweep();

    assertThat(lateAnswersBefore).isEqualTo(now.minus(config.patience()));
  }

  @Test
  void anImageThatFailedForAPassingReasonIsStartedAgainWithGrowingPausesForTwoDays() {
    ImageRecord image = catalog.put(received("demo/a.jpg"));
    List<Duration> starts = new ArrayList<>();
    fail(image, Examples.ERROR);
    for (now = NOW; now.isBefore(NOW.plus(Duration.ofDays(4))); now = now.plusSeconds(900)) {
      if (sweep().revived() == 1) {
        starts.add(Duration.between(NOW, now));
        running.clear();
        fail(image, Examples.ERROR);
      }
    }

    assertThat(starts.get(0)).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(60));
    for (int i = 2; i < starts.size(); i++) {
      assertThat(starts.get(i).minus(starts.get(i - 1)))
          .isGreaterThanOrEqualTo(starts.get(i - 1).minus(starts.get(i - 2)));
    }
    assertThat(starts).hasSizeBetween(7, 12);
    assertThat(starts.get(starts.size() - 1)).isLessThanOrEqualTo(Duration.ofHours(49));
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.FAILED);
    assertThat(ImageJourney.retried(catalog.now(image), true, now).run().troubledSince()).isNull();
  }

  @Test
  void whatVitrineItselfGotWrongAndWhatAModelRefusedIsLeftToPeople() {
    fail(
        catalog.put(received("demo/a.jpg")),
        new ImageError(ImageError.INTERNAL, "Something went wrong.", true));
    fail(catalog.put(received("demo/b.jpg")), new ImageError("MODEL_REFUSED", "No.", false));
    now = NOW.plus(Duration.ofDays(1));

    assertThat(sweep().revived()).isZero();
  }

  @Test
  void ofADescribedImageOnlyThePartThatFailedForAPassingReasonIsRepeated() {
    ImageRecord image = catalog.put(described(received("demo/a.jpg"), "cup"));
    Restyle failed =
        new Restyle(Examples.order("great-wave"), Restyle.Status.FAILED, "x", null, Examples.ERROR);
    catalog.put(Examples.finished(image.with(List.of(failed))));

    assertThat(sweep().revived()).isEqualTo(1);

    assertThat(startedInputs)
        .extracting(WorkflowInput::work)
        .containsExactly(WorkflowInput.Work.RESTYLE);
  }

  @Test
  void whatADeletedPictureLeftIsDeletedAgainUntilNobodyCanWriteAnyMore() {
    ImageRecord image = received("demo/a.jpg");
    catalog.leftovers.add(new Leftover(image.picture(), List.of(image.run().execution())));
    running.add(image.run().execution());

    sweep();
    assertThat(bucket.deletedUpTo).containsExactly(image.picture());
    assertThat(catalog.leftovers).hasSize(1);

    running.clear();
    ended.add(image.run().execution());
    sweep();
    assertThat(bucket.deletedUpTo).containsExactly(image.picture(), image.picture());
    assertThat(catalog.leftovers).isEmpty();
  }

  private void fail(ImageRecord image, ImageError why) {
    Instant at = now.isBefore(NOW) || startedInputs.isEmpty() ? NOW : now;
    catalog.put(Examples.failed(catalog.now(image), why, at));
  }

  private SweepHandler.Result sweep() {
    ImageStarter starter = new ImageStarter(this::start);
    return new Sweep(
            catalog,
            originals,
            starter,
            Examples.leftovers(bucket),
            new Bin(catalog, bucket, Examples.leftovers(bucket), Clock.fixed(now, ZoneOffset.UTC)),
            this::status,
            new NoEndpoints() {
              @Override
              public void deleteLateAnswers(Instant before, int most) {
                lateAnswersBefore = before;
              }
            },
            config,
            Clock.fixed(now, ZoneOffset.UTC))
        .run();
  }

  private void start(WorkflowInput input) {
    if (unstartable.contains(input.image().key())) {
      throw new WorkflowUnavailableException("not now", new IllegalStateException());
    }
    startedInputs.add(input);
    running.add(input.executionName());
  }

  private Optional<String> status(String execution) {
    if (running.contains(execution)) {
      return Optional.of("running");
    }
    return ended.contains(execution) ? Optional.of("failed") : Optional.empty();
  }
}

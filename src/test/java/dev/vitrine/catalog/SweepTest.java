package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.arn;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.received;
import static dev.vitrine.catalog.Examples.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import dev.vitrine.workflow.ExecutionPath;
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
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final Clock CLOCK = Clock.fixed(LATER, ZoneOffset.UTC);

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final List<Uploads.Upload> uploads = new ArrayList<>();
  private final List<WorkflowInput> startedInputs = new ArrayList<>();
  private final Set<String> runningArns = new HashSet<>();
  private final Set<String> unstartable = new HashSet<>();
  private int lostNotices;

  @Test
  void anUploadWhoseEventWasLostIsDescribed() {
    ImageKey key = new ImageKey(Examples.BUCKET, "demo/lost.jpg");
    uploads.add(new Uploads.Upload(key, 5, NOW));

    assertThat(sweep()).isEqualTo(new SweepResult(1, 0, 0));

    assertThat(startedInputs).extracting(WorkflowInput::key).containsExactly("demo/lost.jpg");
    assertThat(catalog.find("demo", key.imageId()).orElseThrow().status())
        .isEqualTo(ImageStatus.RUNNING);
    assertThat(sweep()).isEqualTo(new SweepResult(0, 0, 0));
  }

  @Test
  void theEventOfAnAdoptedUploadIsNewerWhenItComesAfterAll() {
    ImageKey key = new ImageKey(Examples.BUCKET, "demo/lost.jpg");
    uploads.add(new Uploads.Upload(key, 5, NOW));
    sweep();

    Original event =
        new Original(
            key.bucket(),
            key.key(),
            null,
            Revision.ofSequencer("0055AED6DCD90281E5").value(),
            5,
            NOW);

    assertThat(catalog.receive(event).orElseThrow().original()).isEqualTo(event);
  }

  @Test
  void anImageWhoseExecutionDiedIsStartedAgainUnderAnotherName() {
    ImageRecord image = catalog.put(started(received("demo/a.jpg")));

    assertThat(sweep().revived()).isEqualTo(1);

    assertThat(startedInputs).extracting(WorkflowInput::attempt).containsExactly(1);
    assertThat(catalog.now(image).run().executionArn()).isNotEqualTo(arn(image));
  }

  @Test
  void anImageWhoseExecutionStillRunsIsLeftAlone() {
    ImageRecord image = catalog.put(started(received("demo/a.jpg")));
    runningArns.add(arn(image));

    assertThat(sweep().revived()).isZero();

    assertThat(startedInputs).isEmpty();
    assertThat(catalog.now(image).run().since()).isEqualTo(LATER);
  }

  @Test
  void anImageOfWhichOnlyTheLastStatusIsMissingGetsIt() {
    ImageRecord image = catalog.put(described(started(received("demo/a.jpg")), "cup"));

    sweep();

    assertThat(startedInputs).isEmpty();
    assertThat(catalog.now(image).status()).isEqualTo(ImageStatus.DONE);
  }

  @Test
  void oneThatCannotBeHelpedDoesNotKeepItFromTheOthers() {
    catalog.put(received("demo/a.jpg"));
    catalog.put(received("demo/b.jpg"));
    unstartable.add("demo/a.jpg");

    assertThat(sweep().revived()).isEqualTo(1);

    assertThat(startedInputs).extracting(WorkflowInput::key).containsExactly("demo/b.jpg");
  }

  @Test
  void aTaskWhoseAnswerNobodyAnnouncedGoesOn() {
    lostNotices = 1;

    assertThat(sweep()).isEqualTo(new SweepResult(0, 0, 1));
  }

  private SweepResult sweep() {
    ImageStarter starter = new ImageStarter(catalog, this::start, CLOCK);
    return new Sweep(catalog, bucket(), starter, this::path, this::lost, new TestConfig(), CLOCK)
        .run();
  }

  private int lost(Instant before, int most) {
    assertThat(before).isEqualTo(LATER.minus(new TestConfig().sweep().patience()));
    return lostNotices;
  }

  private String start(WorkflowInput input) {
    if (unstartable.contains(input.key())) {
      throw new WorkflowUnavailableException("not now", new IllegalStateException());
    }
    startedInputs.add(input);
    return "arn:aws:states:us-east-1:000000000000:execution:image-to-text:" + input.executionName();
  }

  private Optional<ExecutionPath> path(String arn) {
    return runningArns.contains(arn)
        ? Optional.of(new ExecutionPath(arn, "running", NOW, null, List.of()))
        : Optional.empty();
  }

  private Uploads bucket() {
    return new Uploads() {
      @Override
      public List<Upload> written(Instant from, Instant to, int mostPages) {
        return uploads.stream()
            .filter(one -> !one.writtenAt().isBefore(from) && one.writtenAt().isBefore(to))
            .toList();
      }

      @Override
      public void delete(ImageRecord image) {
        throw new UnsupportedOperationException("the sweep deletes nothing");
      }
    };
  }
}

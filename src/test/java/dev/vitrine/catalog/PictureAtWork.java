package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.action.ImageActions;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.sweep.MemoryBookmarks;
import dev.vitrine.sweep.Sweep;
import dev.vitrine.sweep.SweepConfig;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.upload.Upload;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A picture on which persons, executions and the sweep work, by the real actions and handlers. An
 * execution takes its next step when it is told to, in the state machine's order.
 */
final class PictureAtWork {
  private static final Upload UPLOAD = Examples.upload("demo/cup.jpg", 1);
  private static final RestyleOrder WAVE = Examples.order("great-wave");
  private static final RestyleOrder NIGHT = Examples.order("starry-night");

  private static final SweepConfig CONFIG = Settings.atDefaults(SweepConfig.class);

  /** What may happen next. */
  enum Action {
    ORDER,
    ORDER_ANOTHER,
    DELETE_RESTYLE,
    RESTORE_RESTYLE,
    RETRY,
    DESCRIBE_AGAIN,
    PUT_INTO_BIN,
    TAKE_OUT_OF_BIN,
    SWEEP,
    OLDEST_GOES_ON,
    NEWEST_GOES_ON,
    OLDEST_FAILS,
    NEWEST_FAILS,
    NEWEST_CANNOT_PAINT,
    NEWEST_REJECTS,
    NEWEST_DIES
  }

  private final Catalog catalog;
  private final SetClock clock = new SetClock();
  private final NoUploads uploads =
      new NoUploads() {
        @Override
        public List<String> sellers(@Nullable String after) {
          return List.of();
        }
      };
  private final Leftovers leftovers = Examples.leftovers(uploads);
  private final Bin bin;
  private final ImageStarter starter = new ImageStarter(this::start);
  private final ImageActions actions;
  private final Sweep sweep;

  private final Set<String> started = new HashSet<>();

  /** Oldest first. */
  private final List<SteppedExecution> alive = new ArrayList<>();

  /** Ids of the restyles that were ordered and not deleted. */
  private final Set<String> wanted = new TreeSet<>();

  /** Whether a description was begun, and none has been stored since. */
  private boolean isOwed = true;

  /**
   * @param catalog knows no picture yet
   */
  PictureAtWork(Catalog catalog) {
    this.catalog = catalog;
    bin = new Bin(catalog, uploads, leftovers, clock);
    MemoryLessons lessons = new MemoryLessons();
    Teaching teaching =
        new Teaching(
            seller -> {
              throw new AssertionError("nobody corrects anything");
            },
            lessons,
            lessons);
    actions = new ImageActions(catalog, starter, bin, teaching, clock);
    sweep =
        new Sweep(
            catalog,
            MemoryBookmarks.walk(uploads, CONFIG),
            starter,
            leftovers,
            bin,
            this::status,
            new NoEndpoints(),
            CONFIG,
            clock);
    starter.start(catalog.receive(UPLOAD).orElseThrow());
  }

  private void start(WorkflowInput input) {
    if (started.add(input.executionName())) {
      alive.add(new SteppedExecution(input, catalog, leftovers, clock));
    }
  }

  private Optional<String> status(String execution) {
    return started.contains(execution)
        ? Optional.of(alive.stream().anyMatch(one -> one.is(execution)) ? "running" : "failed")
        : Optional.empty();
  }

  /** {@return the record, in the bin or not} */
  ImageRecord now() {
    return catalog
        .find(UPLOAD.picture().seller(), UPLOAD.picture().imageId())
        .or(
            () ->
                catalog
                    .binned(UPLOAD.picture().seller(), UPLOAD.picture().imageId())
                    .map(Catalog.Binned::image))
        .orElseThrow();
  }

  /** {@return whether anything has changed} */
  boolean take(Action action) {
    ImageRecord before = now();
    int steps = steps();
    boolean wasInBin = isInBin();
    try {
      act(action);
    } catch (ActionRefusedException e) {
      // A person is told that this is not possible now.
    }
    if (!now().run().execution().equals(before.run().execution())) {
      isOwed |= now().run().work() == Work.DESCRIBE;
    }
    requireConsistent();
    return !now().equals(before) || steps != steps() || wasInBin != isInBin();
  }

  private int steps() {
    return alive.stream().mapToInt(SteppedExecution::steps).sum();
  }

  private boolean isInBin() {
    return catalog.binned(UPLOAD.picture().seller(), UPLOAD.picture().imageId()).isPresent();
  }

  private void act(Action action) {
    clock.pass(Duration.ofSeconds(1));
    String seller = UPLOAD.picture().seller();
    ImageId id = UPLOAD.picture().imageId();
    switch (action) {
      case ORDER -> note(actions.restyle(seller, id, WAVE, true), WAVE);
      case ORDER_ANOTHER -> note(actions.restyle(seller, id, NIGHT, true), NIGHT);
      case DELETE_RESTYLE -> note(actions.deleteRestyle(seller, id, WAVE.id()), WAVE);
      case RESTORE_RESTYLE -> note(actions.restoreRestyle(seller, id, WAVE.id()), WAVE);
      case RETRY -> actions.retry(seller, id, true);
      case DESCRIBE_AGAIN ->
          catalog
              .update(seller, id, image -> ImageJourney.redescribed(image, clock.instant()))
              .ifPresent(starter::start);
      case PUT_INTO_BIN -> bin.put(seller, id);
      case TAKE_OUT_OF_BIN -> bin.restore(seller, id);
      case SWEEP -> {
        clock.pass(Duration.ofHours(1));
        sweep.run();
      }
      case OLDEST_GOES_ON -> move(oldest(), SteppedExecution::goOn);
      case NEWEST_GOES_ON -> move(newest(), SteppedExecution::goOn);
      case OLDEST_FAILS -> move(oldest(), SteppedExecution::fail);
      case NEWEST_FAILS -> move(newest(), SteppedExecution::fail);
      case NEWEST_CANNOT_PAINT -> move(newest(), SteppedExecution::failToPaint);
      case NEWEST_REJECTS -> move(newest(), SteppedExecution::reject);
      case NEWEST_DIES -> newest().ifPresent(alive::remove);
    }
  }

  private void move(Optional<SteppedExecution> execution, Consumer<SteppedExecution> step) {
    execution.ifPresent(
        one -> {
          boolean wasDescribing = one.isDescribing();
          step.accept(one);
          if (one.hasEnded()) {
            alive.remove(one);
          } else if (wasDescribing && !one.isDescribing()) {
            isOwed = false;
          }
        });
  }

  private Optional<SteppedExecution> oldest() {
    return alive.stream().findFirst();
  }

  private Optional<SteppedExecution> newest() {
    return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(alive.size() - 1));
  }

  /** Whoever orders or restores a restyle sees it in the answer, who deletes it does not. */
  private void note(Optional<ImageRecord> answer, RestyleOrder order) {
    answer.ifPresent(
        image -> {
          if (Restyle.isShown(image, order.id())) {
            wanted.add(order.id());
          } else {
            wanted.remove(order.id());
          }
        });
  }

  /** Lets all executions end well, and the sweep come until it has nothing to do. */
  private void settle() {
    take(Action.TAKE_OUT_OF_BIN);
    int hours = 0;
    do {
      while (!alive.isEmpty()) {
        take(Action.OLDEST_GOES_ON);
      }
      take(Action.SWEEP);
    } while (++hours < 48 && Restart.openSince(now()) != null);
    assertThat(alive).isEmpty();
    assertThat(now().status().unfinished()).as("is worked on for ever").isFalse();
  }

  /**
   * Lets everything end well, and a person retry what is left then. The picture is described and
   * has its restyles afterwards, unless it was rejected.
   */
  void requireGoodEnd() {
    settle();
    if (now().error() != null) {
      take(Action.RETRY);
      settle();
    }
    ImageError left = now().error();
    assertThat(left == null || !left.retryable()).as("a retry mends it: %s", left).isTrue();
    assertThat(isOwed).isEqualTo(now().status() == ImageStatus.REJECTED);
  }

  private void requireConsistent() {
    ImageRecord image = now();
    assertThat(image.restyles())
        .extracting(Restyle::id)
        .containsExactlyInAnyOrderElementsOf(wanted);
    if (image.status().unfinished()) {
      return;
    }
    boolean isDone = image.status() == ImageStatus.DONE;
    assertThat(Restyle.pending(image, null)).as("waits in a finished picture").isEmpty();
    assertThat(image.error() == null).as("done without an error").isEqualTo(isDone);
    boolean isDescribed = alive.stream().anyMatch(SteppedExecution::isDescribing);
    assertThat(isDone && isOwed && !isDescribed).as("done, though not described").isFalse();
  }
}

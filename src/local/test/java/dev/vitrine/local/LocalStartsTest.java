package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.catalog.Examples;
import dev.vitrine.local.queue.FairQueue;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalStartsTest {
  private final List<String> started = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean hasRoom;

  @TempDir Path folder;

  private LocalStarts starts() throws Exception {
    return new LocalStarts(
        folder, () -> hasRoom, input -> started.add(input.executionName()), new ObjectMapper());
  }

  private static WorkflowInput input(String key) {
    return WorkflowInput.describe(Examples.upload(key, 1).picture());
  }

  private int waiting() throws Exception {
    return new FairQueue(folder).waiting();
  }

  @Test
  void aStartThatWaitsIsNotAddedOnceMoreWithEachSweep() throws Exception {
    starts().start(input("demo/a.jpg"));
    starts().start(input("other/b.jpg"));
    LocalStarts later = starts();
    for (int sweep = 0; sweep < 3; sweep++) {
      later.start(input("demo/a.jpg"));
      later.start(input("other/b.jpg"));
    }
    later.start(input("demo/c.jpg"));

    assertThat(waiting()).isEqualTo(3);
    hasRoom = true;
    later.begin();
    while (started.size() < 3) {
      Thread.sleep(5);
    }
    later.close();
    assertThat(started)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("demo/a.jpg", "other/b.jpg", "demo/c.jpg")
                .map(key -> input(key).executionName())
                .toList());
    assertThat(waiting()).isZero();
  }

  @Test
  void aStartIsAddedOnceHoweverSoonTheSweepAsksAgain() throws Exception {
    LocalStarts starts = starts();
    for (int sweep = 0; sweep < 3; sweep++) {
      starts.start(input("demo/a.jpg"));
    }

    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void aStartThatWasDoneMayWaitAgain() throws Exception {
    LocalStarts starts = starts();
    starts.start(input("demo/a.jpg"));
    hasRoom = true;
    starts.begin();
    while (started.isEmpty() || waiting() > 0) {
      Thread.sleep(5);
    }
    starts.close();
    hasRoom = false;
    starts.start(input("demo/a.jpg"));

    assertThat(waiting()).isEqualTo(1);
  }

  @Test
  void aStartThatTheDiskDidNotTakeIsAskedForAgain() throws Exception {
    LocalStarts starts = starts();
    starts.start(input("demo/first.jpg"));
    Path unsent;
    try (Stream<Path> all = Files.walk(folder)) {
      unsent = all.filter(path -> path.endsWith("unsent")).findFirst().orElseThrow();
    }
    Files.delete(unsent);
    assertThatThrownBy(() -> starts.start(input("demo/a.jpg")))
        .isInstanceOf(WorkflowUnavailableException.class);
    Files.createDirectory(unsent);
    starts.start(input("demo/a.jpg"));

    assertThat(waiting()).isEqualTo(2);
  }

  @Test
  void aStartThatCannotBeReadMakesRoomForAnother() throws Exception {
    new FairQueue(folder).send("demo", input("demo/a.jpg").executionName(), "{");
    LocalStarts starts = starts();
    starts.begin();
    hasRoom = true;
    while (waiting() > 0) {
      Thread.sleep(20);
    }
    starts.start(input("demo/a.jpg"));
    while (started.isEmpty()) {
      Thread.sleep(5);
    }
    starts.close();

    assertThat(started).containsExactly(input("demo/a.jpg").executionName());
  }

  @Test
  void whatAPersonWaitsForAndWhatThereIsRoomForIsStartedAtOnce() throws Exception {
    LocalStarts starts = starts();
    WorkflowInput plain = input("demo/a.jpg");
    WorkflowInput urgent =
        new WorkflowInput(plain.image(), plain.work(), List.of(), null, null, 1, true);

    starts.start(urgent);
    assertThat(started).containsExactly(urgent.executionName());
    hasRoom = true;
    starts.start(plain);

    assertThat(started).containsExactly(urgent.executionName(), plain.executionName());
    assertThat(waiting()).isZero();
  }
}

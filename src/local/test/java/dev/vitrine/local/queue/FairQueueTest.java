package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.local.queue.FairQueue.TakenMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairQueueTest {
  @TempDir Path folder;

  @Test
  void oneSellersManyDoNotStandBeforeAnothersFive() throws Exception {
    FairQueue queue = new FairQueue(folder);
    for (int i = 0; i < 600; i++) {
      queue.send("many", "m");
    }
    for (int i = 0; i < 5; i++) {
      queue.send("few", "f");
    }

    List<String> first = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      TakenMessage next = queue.poll();
      first.add(next.group());
      queue.done(next);
    }

    assertThat(first).containsOnly("many", "few");
    assertThat(first.stream().filter("few"::equals)).hasSize(5);
  }

  @Test
  void deliversEachMessageOnceInTheOrderOfItsGroupAlsoBeyondWhatIsKnown() throws Exception {
    FairQueue queue = new FairQueue(folder);
    int many = 1_300;
    for (int i = 0; i < many; i++) {
      queue.send("a", Integer.toString(i));
    }
    Set<String> seen = new HashSet<>();
    Instant last = Instant.EPOCH;
    for (TakenMessage next = queue.poll(); next != null; next = queue.poll()) {
      assertThat(seen.add(next.body())).isTrue();
      assertThat(next.message().at()).isAfterOrEqualTo(last);
      last = next.message().at();
      queue.done(next);
    }
    assertThat(seen).hasSize(many);
    assertThat(new FairQueue(folder).poll()).isNull();
  }

  @Test
  void aPlaceCountsWhatIsDeliveredBeforeOfOtherGroupsToo() throws Exception {
    FairQueue queue = new FairQueue(folder);
    for (int i = 0; i < 5; i++) {
      queue.send("many", "m" + i, "");
    }
    queue.send("few", "f0", "");
    queue.send("few", "f1", "");

    Map<String, Integer> many = queue.places("many");
    Map<String, Integer> few = queue.places("few");
    List<String> delivered = new ArrayList<>();
    for (TakenMessage next = queue.poll(); next != null; next = queue.poll()) {
      delivered.add(next.message().label());
      queue.done(next);
    }

    assertThat(delivered).hasSize(7);
    many.forEach((label, place) -> assertThat(delivered.get(place - 1)).isEqualTo(label));
    few.forEach((label, place) -> assertThat(delivered.get(place - 1)).isEqualTo(label));
    assertThat(many).hasSize(5);
    assertThat(few).hasSize(2);
    assertThat(queue.places("many")).isEmpty();
    assertThat(queue.places("nobody")).isEmpty();
  }

  @Test
  void messagesBeyondThoseInMemoryHavePlacesAlsoAfterARestart() throws Exception {
    FairQueue before = new FairQueue(folder);
    for (int i = 0; i < 1_200; i++) {
      before.send("a", "picture-" + i, "");
    }
    TakenMessage begun = before.poll();
    before.done(before.poll());

    assertThat(before.waiting()).isEqualTo(1_198);
    assertThat(before.places("a")).hasSize(1_198).doesNotContainKey(begun.message().label());
    assertThat(before.places("a").values()).doesNotHaveDuplicates().contains(1, 1_198);

    FairQueue after = new FairQueue(folder);
    assertThat(after.waiting()).isEqualTo(1_199);
    assertThat(after.places("a")).hasSize(1_199).containsEntry(begun.message().label(), 1);
  }

  @Test
  void whatIsToComeAgainWaits() throws Exception {
    FairQueue queue = new FairQueue(folder);
    queue.send("a", "x", "");
    TakenMessage begun = queue.poll();
    assertThat(queue.waiting()).isZero();

    queue.again(begun, Instant.now().plusSeconds(60));

    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.places("a")).containsExactly(Map.entry("x", 1));
  }

  @Test
  void whatWasNotDoneComesAgainAfterARestart() throws Exception {
    FairQueue before = new FairQueue(folder);
    before.send("demo/umlaut ä", "1");
    before.send("demo/umlaut ä", "2");
    TakenMessage done = before.poll();
    before.done(done);
    TakenMessage left = before.poll();

    FairQueue after = new FairQueue(folder);
    TakenMessage again = after.poll();

    assertThat(again.group()).isEqualTo("demo/umlaut ä");
    assertThat(again.body()).isEqualTo(left.body()).isNotEqualTo(done.body());
    after.done(again);
    assertThat(after.poll()).isNull();
  }

  @Test
  void whatTheDiskDoesNotGiveWaitsAndHoldsUpNoOther() throws Exception {
    FairQueue queue = new FairQueue(folder);
    queue.send("a", "unreadable", "");
    Path file = onlyFile();
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(queue::poll).isInstanceOf(IOException.class);

    assertThat(queue.places("a")).containsExactly(Map.entry("unreadable", 1));
    queue.send("a", "next");
    assertThat(queue.poll().body()).isEqualTo("next");
  }

  @Test
  void aGroupThatTheDiskDoesNotGiveHoldsUpNoOther() throws Exception {
    new FairQueue(folder).send("a", "lost");
    FairQueue queue = new FairQueue(folder);
    Path lost = onlyFile();
    queue.send("b", "message");
    Files.delete(lost);
    Files.delete(lost.getParent());

    assertThat(queue.poll().body()).isEqualTo("message");
    assertThatThrownBy(queue::poll).isInstanceOf(IOException.class);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void messagesThatAlwaysFailDoNotHoldUpTheOthersOfTheirGroup() throws Exception {
    FairQueue queue = new FairQueue(folder);
    for (int i = 0; i < 3; i++) {
      queue.send("a", "poison");
    }
    for (TakenMessage each : List.of(queue.poll(), queue.poll(), queue.poll())) {
      queue.again(each, Instant.now());
    }
    for (int i = 0; i < 3; i++) {
      queue.send("a", "good");
    }

    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      TakenMessage next = queue.poll();
      bodies.add(next.body());
      if (next.body().equals("poison")) {
        queue.again(next, Instant.now());
      } else {
        queue.done(next);
      }
    }
    assertThat(bodies).containsExactly("poison", "good", "poison", "good", "poison", "good");
  }

  @Test
  void whatWaitsDoesNotWaitLongerWhenTheClockIsSetBack() throws Exception {
    FairQueue queue = new FairQueue(folder);
    queue.send("a", "1");
    queue.again(queue.poll(), Instant.now().plus(Duration.ofHours(24)).plusSeconds(5));

    assertThat(queue.poll().body()).isEqualTo("1");
  }

  @Test
  void aFolderThatIsNoGroupIsLeftAlone() throws Exception {
    new FairQueue(folder).send("a", "message");
    Files.createDirectory(folder.resolve("@eaDir"));

    FairQueue queue = new FairQueue(folder);

    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(queue.poll().body()).isEqualTo("message");
  }

  @Test
  void whatFailedComesAgainWhenItIsDueAndCountsItsDeliveries() throws Exception {
    FairQueue queue = new FairQueue(folder);
    queue.send("a", "1");
    queue.again(queue.poll(), Instant.now().plusSeconds(60));
    assertThat(queue.poll()).isNull();

    queue.send("a", "2");
    TakenMessage second = queue.poll();
    queue.again(second, Instant.now());

    TakenMessage again = queue.poll();
    assertThat(again.body()).isEqualTo("2");
    assertThat(again.deliveries()).isEqualTo(2);
  }
}

package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.store.FairQueue.Delivery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairQueueTest {
  @TempDir Path folder;

  @Test
  void oneSellersManyDoNotStandBeforeAnothersFive() throws Exception {
    FairQueue queue = new FairQueue(folder);
    for (int i = 0; i < 600; i++) {
      queue.send("many", "m" + i, "m");
    }
    for (int i = 0; i < 5; i++) {
      queue.send("few", "f" + i, "f");
    }

    List<String> first = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Delivery next = queue.poll();
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
      queue.send("a", "n%05d".formatted(i), Integer.toString(i));
    }
    Set<String> seen = new HashSet<>();
    Instant last = Instant.EPOCH;
    for (Delivery next = queue.poll(); next != null; next = queue.poll()) {
      assertThat(seen.add(next.body())).isTrue();
      assertThat(next.message().sentAt()).isAfterOrEqualTo(last);
      last = next.message().sentAt();
      queue.done(next);
    }
    assertThat(seen).hasSize(many);
    assertThat(queue.size()).isZero();
  }

  @Test
  void whatWasNotDoneComesAgainAfterARestart() throws Exception {
    FairQueue before = new FairQueue(folder);
    before.send("demo/umlaut ä", "one", "1");
    before.send("demo/umlaut ä", "two", "2");
    before.done(before.poll());
    before.poll();

    FairQueue after = new FairQueue(folder);
    Delivery again = after.poll();

    assertThat(again.group()).isEqualTo("demo/umlaut ä");
    assertThat(again.body()).isEqualTo("2");
    after.done(again);
    assertThat(after.poll()).isNull();
  }

  @Test
  void whatFailedComesAgainWhenItIsDueAndCountsItsDeliveries() throws Exception {
    FairQueue queue = new FairQueue(folder);
    queue.send("a", "one", "1");
    queue.again(queue.poll(), Instant.now().plusSeconds(60));
    assertThat(queue.poll()).isNull();

    queue.send("a", "two", "2");
    Delivery second = queue.poll();
    queue.again(second, Instant.now());

    Delivery again = queue.poll();
    assertThat(again.body()).isEqualTo("2");
    assertThat(again.deliveries()).isEqualTo(2);
  }

  @Test
  void theTurnsOfOtherSellersCountInAPlace() throws Exception {
    FairQueue queue = new FairQueue(folder);
    for (int i = 0; i < 10; i++) {
      queue.send("many", "m" + i + "-", "m");
    }
    queue.send("few", "f0-", "f");

    assertThat(queue.place("few", "f0-")).isEqualTo(OptionalInt.of(2));
    assertThat(queue.place("few", "none")).isEmpty();
    assertThat(queue.place("nobody", "none")).isEmpty();
  }
}

package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.store.FairQueue.Delivery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
      queue.send("a", Integer.toString(i));
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
    assertThat(new FairQueue(folder).poll()).isNull();
  }

  @Test
  void whatWasNotDoneComesAgainAfterARestart() throws Exception {
    FairQueue before = new FairQueue(folder);
    before.send("demo/umlaut ä", "1");
    before.send("demo/umlaut ä", "2");
    Delivery done = before.poll();
    before.done(done);
    Delivery left = before.poll();

    FairQueue after = new FairQueue(folder);
    Delivery again = after.poll();

    assertThat(again.group()).isEqualTo("demo/umlaut ä");
    assertThat(again.body()).isEqualTo(left.body()).isNotEqualTo(done.body());
    after.done(again);
    assertThat(after.poll()).isNull();
  }

  @Test
  void whatFailedComesAgainWhenItIsDueAndCountsItsDeliveries() throws Exception {
    FairQueue queue = new FairQueue(folder);
    queue.send("a", "1");
    queue.again(queue.poll(), Instant.now().plusSeconds(60));
    assertThat(queue.poll()).isNull();

    queue.send("a", "2");
    Delivery second = queue.poll();
    queue.again(second, Instant.now());

    Delivery again = queue.poll();
    assertThat(again.body()).isEqualTo("2");
    assertThat(again.deliveries()).isEqualTo(2);
  }
}

package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.queue.DurableQueue;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalDeliveryQueueTest {
  @Test
  void aDeliveryComesAgainForDaysWhileTheTableDoesNotAnswer() {
    DurableQueue.Failures failures = LocalDeliveryQueue.FAILURES;

    Duration all =
        IntStream.range(1, failures.most())
            .mapToObj(failures::delayAfter)
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(all).isBetween(Duration.ofHours(70), Duration.ofHours(72));
    assertThat(failures.delayAfter(failures.most())).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aMessageThatFailsComesAgainLaterEachTimeUntilTheLongestDelay() {
    DurableQueue.Failures failures =
        new DurableQueue.Failures(Duration.ofSeconds(5), Duration.ofMinutes(1), 9);

    assertThat(List.of(1, 2, 3, 4, 5, 80).stream().map(failures::delayAfter))
        .extracting(Duration::toSeconds)
        .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
  }
}

package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.queue.DurableQueue;
import java.time.Duration;
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
}

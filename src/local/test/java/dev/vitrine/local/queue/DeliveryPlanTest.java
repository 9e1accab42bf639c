package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeliveryPlanTest {
  private static final int MOST = 10;

  @TempDir Path home;

  @Test
  void manyThatAreDueInHoursHoldUpNoneThatIsDueNow() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    DeliveryPlan plan = new DeliveryPlan(folder, MOST);
    assertThat(add(folder, plan, Duration.ZERO)).isEqualTo(taken(folder, plan));
    for (int i = 0; i < 2 * MOST; i++) {
      add(folder, plan, Duration.ofHours(1 + i));
    }

    String now = add(folder, plan, Duration.ZERO);

    assertThat(taken(folder, plan)).isEqualTo(now);
  }

  @Test
  void whatFoundNoRoomComesFromTheFolder() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    DeliveryPlan plan = new DeliveryPlan(folder, MOST);
    Set<String> added = new TreeSet<>();
    for (int i = 0; i < 3 * MOST; i++) {
      added.add(add(folder, plan, Duration.ZERO));
    }

    Set<String> taken = new TreeSet<>();
    for (int i = 0; i < 3 * MOST; i++) {
      taken.add(taken(folder, plan));
    }
    assertThat(taken).isEqualTo(added);
  }

  private static String add(MessageFolder folder, DeliveryPlan plan, Duration delay)
      throws Exception {
    Message message = folder.add("body", Instant.now());
    plan.add(message, Instant.now().plus(delay));
    return message.messageId();
  }

  /** {@return the next message, which is handled at once} */
  private static String taken(MessageFolder folder, DeliveryPlan plan) throws Exception {
    Message message = plan.take();
    folder.remove(message);
    return message.messageId();
  }
}

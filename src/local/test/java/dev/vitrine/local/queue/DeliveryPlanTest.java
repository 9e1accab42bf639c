package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeliveryPlanTest {
  private static final int MOST = 10;
  private static final DurableQueue.Shares ONE_AT_A_TIME = new DurableQueue.Shares(1, 1, 1);

  @TempDir Path home;

  @Test
  void manyThatAreDueInHoursHoldUpNoneThatIsDueNow() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    DeliveryPlan plan = new DeliveryPlan(folder, ONE_AT_A_TIME, MOST);
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
    DeliveryPlan plan = new DeliveryPlan(folder, ONE_AT_A_TIME, MOST);
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

  @Test
  void aReceiverWithManyLeavesRoomForOthersAndAnOwnerToo() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    DeliveryPlan plan = new DeliveryPlan(folder, new DurableQueue.Shares(4, 3, 2), MOST);
    for (int i = 0; i < 5; i++) {
      add(folder, plan, "ann-slow", Duration.ofSeconds(-9));
    }
    Message first = plan.take();
    Message second = plan.take();
    add(folder, plan, "ann-quick", Duration.ofSeconds(-3));
    add(folder, plan, "ann-third", Duration.ofSeconds(-2));
    add(folder, plan, "bob-other", Duration.ofSeconds(-1));

    assertThat(List.of(first, second)).extracting(Message::label).containsOnly("ann-slow");
    assertThat(plan.take().label()).as("the owner with the fewest").isEqualTo("bob-other");
    assertThat(plan.take().label()).as("the receiver with the fewest").isEqualTo("ann-quick");
    add(folder, plan, "bob-other", Duration.ZERO);
    assertThat(plan.take().label()).as("of the owner with room").isEqualTo("bob-other");
    plan.release(first);
    assertThat(plan.take().label()).isEqualTo("ann-third");
  }

  @Test
  void whatIsDueWaitsUntilItsReceiverHasRoom() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    DeliveryPlan plan = new DeliveryPlan(folder, new DurableQueue.Shares(2, 2, 1), MOST);
    add(folder, plan, "ann-slow", Duration.ZERO);
    String next = add(folder, plan, "ann-slow", Duration.ZERO);
    Message inWork = plan.take();
    CompletableFuture<Message> waiting = CompletableFuture.supplyAsync(() -> takenFrom(plan));

    assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    plan.release(inWork);

    assertThat(waiting.get(30, TimeUnit.SECONDS).messageId()).isEqualTo(next);
  }

  @Test
  void whatIsInWorkIsNotPlannedAgainWhenTheFolderIsRead() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    DeliveryPlan plan = new DeliveryPlan(folder, new DurableQueue.Shares(3, 3, 3), MOST);
    add(folder, plan, "ann-shop", Duration.ofSeconds(-2));
    add(folder, plan, "ann-shop", Duration.ofSeconds(-1));
    plan.take();
    plan.take();
    plan.readFolderAgain();

    String third = add(folder, plan, "ann-shop", Duration.ZERO);

    assertThat(plan.take().messageId()).isEqualTo(third);
  }

  @Test
  void aBacklogOnTheDiskHoldsUpNoOtherReceiverAfterARestart() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    for (int i = 0; i < 5 * MOST; i++) {
      folder.add("ann-slow", "body", Instant.now().minusSeconds(60));
    }
    folder.add("ann-quick", "body", Instant.now());
    DeliveryPlan plan = new DeliveryPlan(folder, new DurableQueue.Shares(3, 2, 1), MOST);

    assertThat(plan.take().label()).isEqualTo("ann-slow");
    assertThat(plan.take().label()).isEqualTo("ann-quick");
  }

  @Test
  void whatIsDueLaterComesAtItsTimeAlsoAfterARestart() throws Exception {
    MessageFolder folder = new MessageFolder(home);
    Instant due = Instant.now().plusMillis(700);
    folder.add("ann-shop", "later", due);
    folder.add("ann-shop", "in an hour", due.plusSeconds(3600));

    DeliveryPlan plan = new DeliveryPlan(folder, ONE_AT_A_TIME, MOST);

    assertThat(folder.body(plan.take())).isEqualTo("later");
    assertThat(Instant.now()).isAfterOrEqualTo(due.truncatedTo(ChronoUnit.MILLIS));
  }

  private static Message takenFrom(DeliveryPlan plan) {
    try {
      return plan.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String add(MessageFolder folder, DeliveryPlan plan, Duration delay)
      throws Exception {
    return add(folder, plan, "ann-shop", delay);
  }

  private static String add(MessageFolder folder, DeliveryPlan plan, String label, Duration delay)
      throws Exception {
    Message message = folder.add(label, "body", Instant.now().plus(delay));
    plan.add(message, message.at());
    return message.messageId();
  }

  /** {@return the next message, which is handled at once} */
  private static String taken(MessageFolder folder, DeliveryPlan plan) throws Exception {
    Message message = plan.take();
    folder.remove(message);
    plan.release(message);
    return message.messageId();
  }
}

package dev.vitrine.local.queue;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The times at which messages are delivered. Holds a bounded number of messages, those that are due
 * first; the others wait in the folder.
 */
final class DeliveryPlan {
  private static final Logger LOG = Logger.getLogger(DeliveryPlan.class);
  private static final int KNOWN = 10_000;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final MessageFolder folder;
  private final int most;
  private final TreeSet<PlannedMessage> deliveries =
      new TreeSet<>(
          Comparator.comparing(PlannedMessage::at).thenComparing(PlannedMessage::message));
  private final Set<String> known = new HashSet<>();
  private boolean moreInFolder = true;
  private boolean closed;

  private record PlannedMessage(Instant at, Message message) {}

  DeliveryPlan(MessageFolder folder) {
    this(folder, KNOWN);
  }

  /**
   * @param most messages in memory
   */
  DeliveryPlan(MessageFolder folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /** Many that are due in hours, for a receiver that is down, hold up none that is due now. */
  synchronized void add(Message message, Instant at) {
    if (!known.add(message.messageId())) {
      return;
    }
    deliveries.add(new PlannedMessage(at, message));
    if (deliveries.size() > most) {
      PlannedMessage last = deliveries.last();
      deliveries.remove(last);
      known.remove(last.message().messageId());
      moreInFolder = true;
    }
    notifyAll();
  }

  /**
   * Waits until a message is due.
   *
   * @return null when the plan was closed
   */
  synchronized @Nullable Message take() throws InterruptedException {
    while (!closed) {
      // Not only when nothing else is due: what waits in the folder is older.
      if (moreInFolder && known.size() <= most / 2) {
        readFolder();
      }
      Instant now = Instant.now();
      PlannedMessage next = deliveries.isEmpty() ? null : deliveries.first();
      if (next == null) {
        wait();
      } else if (next.at().isAfter(now)) {
        wait(Duration.between(now, next.at()).toMillis() + 1);
      } else {
        deliveries.remove(next);
        known.remove(next.message().messageId());
        return next.message();
      }
    }
    return null;
  }

  private void readFolder() throws InterruptedException {
    try {
      List<Message> oldest = folder.oldest(most);
      moreInFolder = oldest.size() == most;
      oldest.forEach(message -> add(message, Instant.EPOCH));
    } catch (IOException e) {
      LOG.error("the queue's folder cannot be read", e);
      wait(AFTER_TROUBLE.toMillis());
    }
  }

  /** Reads the folder once more before the next delivery. */
  synchronized void readFolderAgain() {
    moreInFolder = true;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

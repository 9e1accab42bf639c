package dev.vitrine.local.queue;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The times at which messages are delivered, and whose turn it is. A message's label names its
 * receiver and, before the last hyphen, the receiver's owner. Of several messages that are due, one
 * of the owner comes first who has the fewest in work, then of the receiver that has the fewest.
 * Holds a bounded number of messages of each receiver, those that are due first; the others wait in
 * the folder.
 */
final class DeliveryPlan {
  private static final Logger LOG = Logger.getLogger(DeliveryPlan.class);
  private static final int KNOWN = 10_000;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final MessageFolder folder;
  private final DurableQueue.Shares shares;
  private final int most;
  private final Map<String, PlannedMessages> receivers = new HashMap<>();
  private boolean isFolderUnread = true;
  private boolean closed;

  /** A message, and when it is delivered. */
  record PlannedMessage(Instant at, Message message) {}

  DeliveryPlan(MessageFolder folder, DurableQueue.Shares shares) {
    this(folder, shares, KNOWN);
  }

  /**
   * @param most messages of each receiver in memory
   */
  DeliveryPlan(MessageFolder folder, DurableQueue.Shares shares, int most) {
    this.folder = folder;
    this.shares = shares;
    this.most = most;
  }

  /** Many that are due in hours, for a receiver that is down, hold up none that is due now. */
  synchronized void add(Message message, Instant at) {
    receiver(message.label()).add(message, at);
    notifyAll();
  }

  private PlannedMessages receiver(String label) {
    return receivers.computeIfAbsent(
        label,
        name -> new PlannedMessages(name.substring(0, Math.max(0, name.lastIndexOf('-'))), most));
  }

  /**
   * Waits until a message is due whose receiver and owner may have one more in work.
   *
   * @return the message, which is in work until {@link #release}; null when the plan was closed
   */
  synchronized @Nullable Message take() throws InterruptedException {
    while (!closed) {
      if (isFolderUnread || receivers.values().stream().anyMatch(PlannedMessages::isShort)) {
        readFolder();
      }
      Instant now = Instant.now();
      Map<String, Integer> ofOwners = inWorkOfOwners();
      Optional<PlannedMessages> next =
          receivers.values().stream()
              .filter(each -> !each.nextAt().isAfter(now) && hasRoom(each, ofOwners))
              .min(
                  Comparator.comparing(
                          (PlannedMessages each) -> ofOwners.getOrDefault(each.owner(), 0))
                      .thenComparing(PlannedMessages::inWork)
                      .thenComparing(PlannedMessages::nextAt));
      if (next.isPresent()) {
        return next.get().take();
      }
      waitForTheNext(now);
    }
    return null;
  }

  /** {@return how many messages each owner has in work} */
  private Map<String, Integer> inWorkOfOwners() {
    Map<String, Integer> inWork = new HashMap<>();
    receivers.values().forEach(each -> inWork.merge(each.owner(), each.inWork(), Integer::sum));
    return inWork;
  }

  private boolean hasRoom(PlannedMessages receiver, Map<String, Integer> ofOwners) {
    return receiver.inWork() < shares.ofReceiver()
        && ofOwners.getOrDefault(receiver.owner(), 0) < shares.ofOwner();
  }

  /** Those that are due now wait until another of their receiver or owner was released. */
  private void waitForTheNext(Instant now) throws InterruptedException {
    Optional<Instant> soonest =
        receivers.values().stream()
            .map(PlannedMessages::nextAt)
            .filter(at -> at.isAfter(now) && at.isBefore(Instant.MAX))
            .min(Comparator.naturalOrder());
    if (soonest.isPresent()) {
      wait(Duration.between(now, soonest.get()).toMillis() + 1);
    } else {
      wait();
    }
  }

  /** Ends the work on a message. */
  void release(Message message) {
    release(message, Optional.empty());
  }

  /**
   * Ends the work on a message.
   *
   * @param again if and when it comes again
   */
  synchronized void release(Message message, Optional<PlannedMessage> again) {
    PlannedMessages receiver = receiver(message.label());
    receiver.release(message);
    again.ifPresent(each -> receiver.add(each.message(), each.at()));
    if (receiver.isDone()) {
      receivers.remove(message.label());
    }
    notifyAll();
  }

  private void readFolder() throws InterruptedException {
    try {
      Map<String, SortedSet<Message>> oldest = folder.oldestOfEach(most);
      receivers.keySet().forEach(label -> oldest.computeIfAbsent(label, none -> new TreeSet<>()));
      oldest.forEach(this::addFromFolder);
      receivers.values().removeIf(PlannedMessages::isDone);
      isFolderUnread = false;
    } catch (IOException e) {
      LOG.error("the queue's folder cannot be read", e);
      wait(AFTER_TROUBLE.toMillis());
    }
  }

  private void addFromFolder(String label, SortedSet<Message> oldest) {
    PlannedMessages receiver = receiver(label);
    if (isFolderUnread || receiver.isShort()) {
      receiver.addFromFolder(oldest);
    }
  }

  /** Reads the folder once more before the next delivery. */
  synchronized void readFolderAgain() {
    isFolderUnread = true;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

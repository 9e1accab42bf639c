package dev.vitrine.local.queue;

import dev.vitrine.local.queue.DeliveryPlan.PlannedMessage;
import dev.vitrine.local.queue.MessageFolder.Message;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The messages of one receiver in a {@link DeliveryPlan}: those that are due first, in memory; the
 * others are in the folder. Its plan synchronizes it.
 */
final class PlannedMessages {
  private final String owner;
  private final int most;
  private final TreeSet<PlannedMessage> waiting =
      new TreeSet<>(
          Comparator.comparing(PlannedMessage::at).thenComparing(PlannedMessage::message));
  private final Set<String> known = new HashSet<>();
  private final Set<String> inWork = new HashSet<>();
  private boolean moreInFolder;

  /**
   * @param owner whose receiver it is
   * @param most messages in memory
   */
  PlannedMessages(String owner, int most) {
    this.owner = owner;
    this.most = most;
  }

  String owner() {
    return owner;
  }

  /** Adds a message, unless it is known or in work. */
  void add(Message message, Instant at) {
    if (inWork.contains(message.messageId()) || !known.add(message.messageId())) {
      return;
    }
    waiting.add(new PlannedMessage(at, message));
    if (waiting.size() > most) {
      PlannedMessage last = waiting.last();
      waiting.remove(last);
      known.remove(last.message().messageId());
      moreInFolder = true;
    }
  }

  /**
   * Adds what is in the folder.
   *
   * @param oldest of its messages; as many as there may be in memory, or all
   */
  void addFromFolder(Collection<Message> oldest) {
    moreInFolder = oldest.size() >= most;
    oldest.forEach(message -> add(message, message.at()));
  }

  /** {@return whether the folder is to be read: not only when nothing else is due} */
  boolean isShort() {
    return moreInFolder && known.size() <= most / 2;
  }

  /** {@return when the next message is due; {@link Instant#MAX} if none is known} */
  Instant nextAt() {
    return waiting.isEmpty() ? Instant.MAX : waiting.first().at();
  }

  /** {@return the next message, which is in work from now on} */
  Message take() {
    PlannedMessage next = waiting.first();
    waiting.remove(next);
    known.remove(next.message().messageId());
    inWork.add(next.message().messageId());
    return next.message();
  }

  /** Ends the work on a message. */
  void release(Message message) {
    inWork.remove(message.messageId());
  }

  int inWork() {
    return inWork.size();
  }

  /** {@return whether nothing would be lost with it} */
  boolean isDone() {
    return waiting.isEmpty() && inWork.isEmpty() && !moreInFolder;
  }
}

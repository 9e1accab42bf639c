package dev.vitrine.local.queue;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of one group of a {@link FairQueue}, oldest first. Its queue synchronizes it. */
final class FairGroup {
  /** Most messages in memory; the others wait in the folder until these are delivered. */
  private static final int KNOWN = 500;

  /** No message is to wait longer; one that seems to waits since before the clock was set back. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final MessageFolder folder;
  private final TreeSet<Message> ready = new TreeSet<>();
  private final Map<Message, Instant> later = new TreeMap<>();
  private final Set<Message> taken = new HashSet<>();
  private boolean moreInFolder = true;

  /** Whether the message that was taken last had failed before. */
  private boolean tookFailed;

  /** Messages that are not done. */
  private int length;

  FairGroup(MessageFolder folder) throws IOException {
    this.folder = folder;
    this.length = folder.count();
  }

  MessageFolder folder() {
    return folder;
  }

  /**
   * @param due {@link Instant#EPOCH} for a message that was not delivered yet
   */
  void add(Message message, Instant due) {
    if (due.equals(Instant.EPOCH)) {
      length++;
    }
    if (taken.contains(message)) {
      return; // It was read from the folder, and taken, before its sender came here.
    }
    if (due.isAfter(Instant.EPOCH)) {
      later.put(message, due);
    } else if (moreInFolder || ready.size() >= KNOWN) {
      moreInFolder = true; // It is in the folder too, behind older ones.
    } else {
      ready.add(message);
    }
  }

  /**
   * {@return the oldest message that is due; null if none is} After one that failed before comes
   * one that was not tried yet, so that those that always fail do not hold up the others.
   */
  @Nullable Message take(Instant now) throws IOException {
    Message failed = failed(now);
    Message fresh = failed == null || tookFailed ? fresh() : null;
    Message next = fresh == null ? failed : fresh;
    tookFailed = next != null && fresh == null;
    if (next != null) {
      ready.remove(next);
      later.remove(next);
      taken.add(next);
    }
    return next;
  }

  /** {@return the oldest message that failed before and is due again; null if none is} */
  private @Nullable Message failed(Instant now) {
    return later.entrySet().stream()
        .filter(each -> isDue(each.getValue(), now))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static boolean isDue(Instant due, Instant now) {
    return !due.isAfter(now) || due.isAfter(now.plus(LONGEST));
  }

  /** {@return the oldest message that was not tried yet; null if there is none} */
  private @Nullable Message fresh() throws IOException {
    if (ready.isEmpty() && moreInFolder) {
      readFolder();
    }
    return ready.isEmpty() ? null : ready.first();
  }

  private void readFolder() throws IOException {
    int most = KNOWN + taken.size() + later.size();
    List<Message> oldest = folder.oldest(most);
    moreInFolder = oldest.size() == most;
    oldest.stream()
        .filter(each -> !taken.contains(each) && !later.containsKey(each))
        .forEach(ready::add);
  }

  /** Reads the folder once more when what is known has been taken. */
  void readFolderAgain() {
    moreInFolder = true;
  }

  /** Ends the handling of a message. */
  void forget(Message message) {
    taken.remove(message);
  }

  /** Ends the handling of a message that does not come again. */
  void done(Message message) {
    forget(message);
    length--;
  }

  /** {@return how many messages wait} */
  int waiting() {
    return Math.max(0, length - taken.size());
  }

  /** {@return whether {@link #known} lacks messages, which are in the folder} */
  boolean hasMoreInFolder() {
    return moreInFolder;
  }

  /** {@return the messages that wait and are in memory, oldest first} */
  List<Message> known() {
    TreeSet<Message> known = new TreeSet<>(ready);
    known.addAll(later.keySet());
    return List.copyOf(known);
  }

  /** {@return those of the messages that nobody handles} */
  List<Message> withoutTaken(List<Message> messages) {
    return messages.stream().filter(each -> !taken.contains(each)).toList();
  }
}

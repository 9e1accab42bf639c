package dev.vitrine.local.queue;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.io.IOException;
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

  private final MessageFolder folder;
  private final TreeSet<Message> ready = new TreeSet<>();
  private final Map<Message, Instant> later = new TreeMap<>();
  private final Set<Message> taken = new HashSet<>();
  private boolean moreInFolder = true;

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

  /** {@return the oldest message that is due; null if none is} */
  @Nullable Message take(Instant now) throws IOException {
    Message again =
        later.entrySet().stream()
            .filter(each -> !each.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    if (again != null) {
      later.remove(again);
      taken.add(again);
      return again;
    }
    if (ready.isEmpty() && moreInFolder) {
      readFolder();
    }
    Message next = ready.pollFirst();
    if (next != null) {
      taken.add(next);
    }
    return next;
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

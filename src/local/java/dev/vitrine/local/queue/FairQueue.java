package dev.vitrine.local.queue;

import dev.vitrine.local.queue.MessageFolder.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue in a folder that takes its groups in turn, as SQS's fair queues do, so that a group with
 * ten thousand messages does not delay another's five. Each message is delivered at least once,
 * also after the process was killed. Memory holds a bounded number of each group's messages; the
 * others wait on the disk. Safe for many threads.
 *
 * <p>Unlike a {@link DurableQueue} it takes groups in turn, and its owner asks for messages. Both
 * keep them in a {@link MessageFolder}.
 */
public final class FairQueue {
  /** Most messages of a group whose places are told. */
  private static final int MOST_PLACES = 20_000;

  /** How long a message waits that the disk did not give. */
  private static final Duration UNREADABLE_FOR = Duration.ofSeconds(5);

  private final Path folder;

  private final Turns<FairGroup> groups = new Turns<>();

  /**
   * A message that is being handled.
   *
   * @param deliveries how often it was delivered, this time included
   */
  public record TakenMessage(String group, Message message, String body, int deliveries) {
    /** {@return its name in the queue, unique} */
    public String messageId() {
      return message.messageId();
    }

    /** {@return what it is about; empty if its sender did not say} */
    public String label() {
      return message.label();
    }
  }

  /**
   * @param folder for the messages, made if need be
   */
  public FairQueue(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path each : old) {
        addGroup(each);
      }
    }
  }

  /** Folders with other names, such as the {@code @eaDir} of file servers, are left alone. */
  private void addGroup(Path its) throws IOException {
    byte[] name;
    try {
      name = Base64.getUrlDecoder().decode(its.getFileName().toString());
    } catch (IllegalArgumentException e) {
      return;
    }
    groups.add(new String(name, StandardCharsets.UTF_8), new FairGroup(new MessageFolder(its)));
  }

  /** Stores a message without a label. */
  public String send(String group, String body) throws IOException {
    return send(group, "", body);
  }

  /**
   * Stores a message; it is on the disk when this returns.
   *
   * @param label what the message is about, for {@link #places}: letters, digits and hyphens
   * @return the message's id, unique in the queue
   */
  public String send(String group, String label, String body) throws IOException {
    FairGroup its = group(group);
    Message stored = its.folder().add(label, body, Instant.now());
    synchronized (this) {
      its.add(stored, Instant.EPOCH);
    }
    return stored.messageId();
  }

  private synchronized FairGroup group(String group) throws IOException {
    FairGroup known = groups.get(group);
    if (known == null) {
      String name =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(group.getBytes(StandardCharsets.UTF_8));
      known = new FairGroup(new MessageFolder(folder.resolve(name)));
      groups.add(group, known);
    }
    return known;
  }

  /**
   * {@return a message that is due, of the group whose turn it is; null if there is none}
   *
   * @throws IOException if the disk does not give one group's, and no other group has one
   */
  public synchronized @Nullable TakenMessage poll() throws IOException {
    Instant now = Instant.now();
    List<IOException> failures = new ArrayList<>();
    TakenMessage next =
        groups.next((name, group) -> poll(name, group, now, failures), group -> true);
    if (next == null && !failures.isEmpty()) {
      throw failures.get(0);
    }
    return next;
  }

  private static @Nullable TakenMessage poll(
      String name, FairGroup group, Instant now, List<IOException> failures) {
    try {
      return poll(name, group, now);
    } catch (IOException e) {
      failures.add(e);
      return null;
    }
  }

  private static @Nullable TakenMessage poll(String name, FairGroup group, Instant now)
      throws IOException {
    for (Message next = group.take(now); next != null; next = group.take(now)) {
      try {
        return new TakenMessage(name, next, group.folder().body(next), next.failures() + 1);
      } catch (NoSuchFileException e) {
        group.forget(next); // It was done already, or somebody tidied the folder.
        group.readFolderAgain();
      } catch (IOException e) {
        group.forget(next);
        group.add(next, now.plus(UNREADABLE_FOR));
        throw e;
      }
    }
    return null;
  }

  /**
   * Removes a message that was handled.
   *
   * @throws IOException if the disk does not let it go; then it comes again
   */
  public void done(TakenMessage taken) throws IOException {
    FairGroup group = group(taken.group());
    try {
      group.folder().remove(taken.message());
    } catch (IOException e) {
      release(group, taken);
      throw e;
    }
    synchronized (this) {
      group.done(taken.message());
    }
  }

  /** {@return how many messages wait, of all groups} */
  public synchronized int waiting() {
    return groups.inOrder().values().stream().mapToInt(FairGroup::waiting).sum();
  }

  /** Shows the labels of all messages that are not done, in no order, as the disk has them. */
  public void forEachLabel(Consumer<String> visitor) throws IOException {
    List<FairGroup> all;
    synchronized (this) {
      all = List.copyOf(groups.inOrder().values());
    }
    for (FairGroup group : all) { // without the lock, so that senders and workers go on
      group.folder().forEach(message -> visitor.accept(message.label()));
    }
  }

  /**
   * {@return where a group's messages stand, by their labels: 1 for the one that is delivered next,
   * if no other comes before} Only the first {@value #MOST_PLACES} messages of the group have
   * places.
   */
  public Map<String, Integer> places(String group) throws IOException {
    FairGroup its;
    List<Message> waiting = List.of();
    synchronized (this) {
      its = groups.get(group);
      if (its == null || its.waiting() == 0) {
        return Map.of();
      }
      if (!its.hasMoreInFolder()) {
        waiting = its.known();
      }
    }
    if (waiting.isEmpty()) { // without the lock, so that senders and workers go on
      waiting = its.folder().oldest(MOST_PLACES);
    }
    synchronized (this) {
      return places(group, its.withoutTaken(waiting));
    }
  }

  private Map<String, Integer> places(String group, List<Message> own) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    List<Integer> others = before;
    for (Map.Entry<String, FairGroup> each : groups.inOrder().entrySet()) {
      if (each.getKey().equals(group)) {
        others = after;
      } else if (each.getValue().waiting() > 0) {
        others.add(each.getValue().waiting());
      }
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < own.size(); i++) {
      int turns = i;
      int ofOthers =
          before.stream().mapToInt(length -> Math.min(length, turns + 1)).sum()
              + after.stream().mapToInt(length -> Math.min(length, turns)).sum();
      places.putIfAbsent(own.get(i).label(), i + 1 + ofOthers);
    }
    places.remove("");
    return places;
  }

  /**
   * Delivers a message again, not before a time.
   *
   * @throws IOException if the disk does not take that; then it comes again as it was
   */
  public void again(TakenMessage taken, Instant due) throws IOException {
    FairGroup group = group(taken.group());
    Message counted;
    try {
      counted = group.folder().countFailure(taken.message());
    } catch (IOException e) {
      release(group, taken);
      throw e;
    }
    synchronized (this) {
      group.forget(taken.message());
      group.add(counted, due);
    }
  }

  /** Has a message read from the folder again, where it is as it was. */
  private synchronized void release(FairGroup group, TakenMessage taken) {
    group.forget(taken.message());
    group.readFolderAgain();
  }
}

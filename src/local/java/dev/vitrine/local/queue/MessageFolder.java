package dev.vitrine.local.queue;

import dev.vitrine.local.store.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The messages of a queue as files: one each, named after what must survive besides the body. Files
 * with other names, such as the Finder's {@code .DS_Store}, are left alone.
 */
final class MessageFolder {
  private static final Pattern FILE_NAME = Pattern.compile("(\\d{13})_([^_]+)_(\\d{1,9})");

  private final Path ready;
  private final Path dead;
  private final Path unsent;

  /**
   * @param at when it was sent; of one that is to come later, when it is due
   * @param messageId unique
   * @param failures how often the consumer could not handle it
   */
  record Message(Instant at, String messageId, int failures) implements Comparable<Message> {

    String fileName() {
      long millis = at.toEpochMilli();
      return String.format(Locale.ROOT, "%013d_%s_%d", millis, messageId, failures);
    }

    /** {@return the message that a file holds; empty if the file is none of the queue's} */
    static Optional<Message> ofFile(Path file) {
      Matcher name = FILE_NAME.matcher(file.getFileName().toString());
      return name.matches()
          ? Optional.of(
              new Message(
                  Instant.ofEpochMilli(Long.parseLong(name.group(1))),
                  name.group(2),
                  Integer.parseInt(name.group(3))))
          : Optional.empty();
    }

    /** {@return what it is about; empty if its sender did not say} */
    String label() {
      return messageId.substring(0, Math.max(0, messageId.indexOf('.')));
    }

    Message failedOnceMore() {
      return new Message(at, messageId, failures + 1);
    }

    @Override
    public int compareTo(Message other) {
      return fileName().compareTo(other.fileName());
    }
  }

  MessageFolder(Path folder) throws IOException {
    this.ready = Files.createDirectories(folder.resolve("ready"));
    this.dead = Files.createDirectories(folder.resolve("dead"));
    this.unsent = Files.createDirectories(folder.resolve("unsent"));
    for (Path halfWritten : list(unsent)) {
      if (Files.isRegularFile(halfWritten)) {
        Files.delete(halfWritten);
      }
    }
  }

  /**
   * Stores a message; it is on the disk when this returns.
   *
   * @param label what the message is about, for {@link Message#label}: letters, digits and hyphens
   * @param at see {@link Message}
   */
  Message add(String label, String body, Instant at) throws IOException {
    if (!label.matches("[A-Za-z0-9-]*")) {
      throw new IllegalArgumentException("no label: " + label);
    }
    // As its file name has it, so that a message that is read back is equal.
    Instant named = at.truncatedTo(ChronoUnit.MILLIS);
    String unique = UUID.randomUUID().toString();
    Message message = new Message(named, label.isEmpty() ? unique : label + "." + unique, 0);
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    DurableFile.replace(file(message), unsent.resolve(message.fileName()), content);
    return message;
  }

  String body(Message message) throws IOException {
    return Files.readString(file(message), StandardCharsets.UTF_8);
  }

  /**
   * Counts a failed delivery. A delivery that the process did not survive is not counted.
   *
   * @return the message under its new name
   */
  Message countFailure(Message message) throws IOException {
    Message counted = message.failedOnceMore();
    Files.move(file(message), file(counted), StandardCopyOption.ATOMIC_MOVE);
    return counted;
  }

  void remove(Message message) throws IOException {
    Files.deleteIfExists(file(message));
  }

  /**
   * @return where it is kept
   */
  Path bury(Message message) throws IOException {
    Path grave = dead.resolve(message.fileName());
    Files.move(file(message), grave, StandardCopyOption.ATOMIC_MOVE);
    DurableFile.syncFolder(dead);
    return grave;
  }

  /**
   * @return the oldest messages that are to be delivered, oldest first
   */
  List<Message> oldest(int atMost) throws IOException {
    TreeSet<Message> oldest = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(ready)) {
      for (Path file : files) {
        Message.ofFile(file).ifPresent(oldest::add);
        if (oldest.size() > atMost) {
          oldest.pollLast();
        }
      }
    }
    return List.copyOf(oldest);
  }

  /**
   * {@return by label the oldest messages that are to be delivered}
   *
   * @param atMost of each label
   */
  Map<String, SortedSet<Message>> oldestOfEach(int atMost) throws IOException {
    Map<String, SortedSet<Message>> oldest = new HashMap<>();
    forEach(
        message -> {
          SortedSet<Message> its =
              oldest.computeIfAbsent(message.label(), label -> new TreeSet<>());
          its.add(message);
          if (its.size() > atMost) {
            its.remove(its.last());
          }
        });
    return oldest;
  }

  /** {@return how many messages are to be delivered} */
  int count() throws IOException {
    AtomicInteger count = new AtomicInteger();
    forEach(message -> count.incrementAndGet());
    return count.get();
  }

  /** Shows all messages that are to be delivered, in no order, without keeping them in memory. */
  void forEach(Consumer<Message> visitor) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(ready)) {
      for (Path file : files) {
        Message.ofFile(file).ifPresent(visitor);
      }
    }
  }

  /**
   * Puts the messages that were given up back among those to be delivered, with no failures.
   *
   * @return how many
   */
  int revive() throws IOException {
    int revived = 0;
    for (Path file : list(dead)) {
      Message message = Message.ofFile(file).orElse(null);
      if (message != null) {
        Message fresh = new Message(message.at(), message.messageId(), 0);
        Files.move(file, file(fresh), StandardCopyOption.ATOMIC_MOVE);
        revived++;
      }
    }
    DurableFile.syncFolder(ready);
    return revived;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Path file(Message message) {
    return ready.resolve(message.fileName());
  }
}

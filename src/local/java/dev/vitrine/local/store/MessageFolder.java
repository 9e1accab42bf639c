package dev.vitrine.local.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The messages of a queue as files: one each, named after what must survive besides the body. */
final class MessageFolder {
  private final Path ready;
  private final Path dead;
  private final Path unsent;

  /**
   * @param messageId unique
   * @param receives how often it was handed to the consumer
   */
  record Message(Instant sentAt, String messageId, int receives) implements Comparable<Message> {

    String fileName() {
      return String.format("%013d_%s_%d", sentAt.toEpochMilli(), messageId, receives);
    }

    static Message ofFileName(String name) {
      String[] parts = name.split("_", 3);
      return new Message(
          Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], Integer.parseInt(parts[2]));
    }

    Message receivedOnceMore() {
      return new Message(sentAt, messageId, receives + 1);
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
    try (Stream<Path> halfWritten = Files.list(unsent)) {
      for (Path file : halfWritten.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Stores a message; it is on the disk when this returns. */
  Message add(String body, Instant now) throws IOException {
    Message message = new Message(now, UUID.randomUUID().toString(), 0);
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    DurableFile.replace(file(message), unsent.resolve(message.fileName()), content);
    return message;
  }

  String body(Message message) throws IOException {
    return Files.readString(file(message), StandardCharsets.UTF_8);
  }

  /**
   * Counts before the consumer sees it, so that a message that kills the process is counted too.
   */
  Message countReceive(Message message) throws IOException {
    Message counted = message.receivedOnceMore();
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
        oldest.add(Message.ofFileName(file.getFileName().toString()));
        if (oldest.size() > atMost) {
          oldest.pollLast();
        }
      }
    }
    return List.copyOf(oldest);
  }

  long countDead() throws IOException {
    try (Stream<Path> files = Files.list(dead)) {
      return files.count();
    }
  }

  Path dead() {
    return dead;
  }

  private Path file(Message message) {
    return ready.resolve(message.fileName());
  }
}

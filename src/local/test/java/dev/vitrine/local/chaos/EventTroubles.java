package dev.vitrine.local.chaos;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Duplicates, delays, reorders and drops messages of the upload queue, which are files. Messages
 * that are in delivery already may be missed.
 *
 * <p>SQS never drops a message before its retention ends; S3 may deliver an event late, twice or in
 * another order. Missing here: a message that SQS delivers again while its first delivery is still
 * handled, after the visibility time-out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html">At-least-once
 *     delivery</a>
 */
final class EventTroubles {
  private static final double SHARE = 0.15;
  private static final int MILLIS_PART = 13;

  /** Kept back until so many more messages have been seen. */
  private static final int DELAY = 20;

  private final Path queue;
  private final Path aside;
  private final Random random;
  private final Set<String> seen = new HashSet<>();
  private final Deque<Delayed> delayed = new ArrayDeque<>();
  private int duplicated;
  private int moved;
  private int dropped;

  /** A message that is kept back, and the folder from which it comes. */
  private record Delayed(Path kept, Path ready) {}

  EventTroubles(Path home, long seed) throws IOException {
    queue = home.resolve("uploads");
    aside = Files.createDirectories(home.resolve("aside"));
    random = new Random(seed);
  }

  /** Looks at the messages that came since the last call. */
  void trouble() throws IOException {
    try (DirectoryStream<Path> sellers = Files.newDirectoryStream(queue)) {
      for (Path seller : sellers) {
        troubleIn(seller.resolve("ready"));
      }
    } catch (NoSuchFileException e) {
      seen.clear(); // The home is being made.
    }
  }

  private void troubleIn(Path ready) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(ready)) {
      for (Path file : files) {
        if (seen.add(file.getFileName().toString()) && random.nextDouble() < SHARE) {
          trouble(file);
        }
        if (delayed.size() > DELAY) {
          bringBack();
        }
      }
    }
  }

  private void trouble(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      switch (random.nextInt(4)) {
        case 0 -> {
          Files.copy(file, other(file, 0));
          duplicated++;
        }
        case 1 -> {
          Path kept = aside.resolve(name);
          Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
          delayed.add(new Delayed(kept, file.getParent()));
          moved++;
        }
        case 2 -> {
          long shift = random.nextInt(20_000) - 10_000;
          Files.move(file, other(file, shift), StandardCopyOption.ATOMIC_MOVE);
          moved++;
        }
        default -> {
          Files.delete(file);
          dropped++;
        }
      }
    } catch (NoSuchFileException e) {
      seen.remove(name); // It was delivered meanwhile.
    }
  }

  /** {@return a name for the same message, sent at another time} */
  private Path other(Path file, long shiftMillis) {
    String name = file.getFileName().toString();
    long sent = Long.parseLong(name.substring(0, MILLIS_PART)) + shiftMillis;
    String failures = name.substring(name.lastIndexOf('_') + 1);
    String other = "%013d_%s_%s".formatted(sent, UUID.randomUUID(), failures);
    seen.add(other);
    return file.resolveSibling(other);
  }

  private void bringBack() throws IOException {
    Delayed next = delayed.remove();
    Path kept = next.kept();
    Files.move(kept, next.ready().resolve(kept.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Brings back all messages that are kept back. */
  void end() throws IOException {
    while (!delayed.isEmpty()) {
      bringBack();
    }
  }

  /** {@return the number of events that were delayed or came in another order} */
  int moved() {
    return moved;
  }

  String words() {
    return "%d duplicated, %d delayed or reordered, %d dropped"
        .formatted(duplicated, moved, dropped);
  }
}

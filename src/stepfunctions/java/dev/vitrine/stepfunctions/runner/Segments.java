package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The files of the journal, by their numbers. One thread writes, any may read. */
final class Segments implements AutoCloseable {

  private final Path directory;
  private final NavigableMap<Long, Segment> byNumber = new ConcurrentSkipListMap<>();

  Segments(Path directory) {
    this.directory = directory;
  }

  /** Finds what is there. */
  void open() throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        String name = file.getFileName().toString();
        long number = Long.parseLong(name.substring(0, name.length() - ".log".length()));
        byNumber.put(number, Segment.open(directory, number));
      }
    }
    // A segment whose first record did not reach the disk has nothing in it that anybody saw.
    while (!byNumber.isEmpty() && byNumber.lastEntry().getValue().read(0).isEmpty()) {
      delete(byNumber.lastEntry().getValue());
    }
  }

  boolean isEmpty() {
    return byNumber.isEmpty();
  }

  /** Oldest first. */
  Collection<Segment> all() {
    return byNumber.values();
  }

  /** The newest, alone. */
  Collection<Segment> last() {
    return List.of(byNumber.lastEntry().getValue());
  }

  Optional<Segment> find(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** Number of the oldest; 0 when there is none. */
  long oldest() {
    return byNumber.isEmpty() ? 0 : byNumber.firstKey();
  }

  /** Makes a new one with its first records; durable when it returns. */
  void begin(Batch first) throws IOException {
    Segment begun = Segment.open(directory, first.segment());
    byNumber.put(begun.number(), begun);
    begun.write(first.written(), first.offset());
    try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  /**
   * @param needed number of the oldest that something needs
   * @param kept how many stay anyway
   */
  void deleteBefore(long needed, int kept) throws IOException {
    while (byNumber.size() > kept && byNumber.firstKey() < needed) {
      delete(byNumber.firstEntry().getValue());
    }
  }

  private void delete(Segment old) throws IOException {
    byNumber.remove(old.number());
    old.close();
    Files.delete(old.file());
  }

  /** Empty when it has been deleted as too old. */
  Optional<JournalRecord> read(long position) throws IOException {
    Segment from = byNumber.get(Segment.numberOf(position));
    return from == null ? Optional.empty() : from.read((int) position);
  }

  @Override
  public void close() throws IOException {
    for (Segment each : byNumber.values()) {
      each.close();
    }
  }
}

package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the journal, by their numbers. One thread writes, any thread may read. */
final class Segments implements AutoCloseable {

  /** Files that are open at the same time for reading; a process may have as few as 256. */
  private static final int OPEN_FILES = 16;

  private static final Pattern NAME = Pattern.compile("(\\d{10})\\.log");

  private final Path directory;
  private final NavigableMap<Long, Segment> byNumber = new ConcurrentSkipListMap<>();

  /** The segments that were used last, the longest unused first. */
  private final Map<Long, Segment> used = new LinkedHashMap<>(16, 0.75f, true);

  Segments(Path directory) {
    this.directory = directory;
  }

  /** Finds the files in the directory; files with other names are left alone. */
  void open() throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          long number = Long.parseLong(name.group(1));
          byNumber.put(number, Segment.open(directory, number));
        }
      }
    }
    // A segment whose first record did not reach the disk has nothing in it that anybody saw.
    while (!byNumber.isEmpty() && isVoid(byNumber.lastEntry().getValue())) {
      delete(byNumber.lastEntry().getValue());
    }
  }

  private static boolean isVoid(Segment last) throws IOException {
    return last.read(0).isEmpty() && last.scan(record -> {}) == 0;
  }

  boolean isEmpty() {
    return byNumber.isEmpty();
  }

  /** All segments, oldest first. */
  Collection<Segment> all() {
    return byNumber.values();
  }

  /** From the newest segment on whose list of running executions can be read; normally one. */
  Collection<Segment> sinceCheckpoint() throws IOException {
    for (Segment each : byNumber.descendingMap().values()) {
      Optional<JournalRecord> first = each.read(0);
      if (first.isPresent() && first.get().kind() == JournalRecord.Kind.CHECKPOINT) {
        return byNumber.tailMap(each.number(), true).values();
      }
    }
    return all();
  }

  /**
   * Writes records of a segment that has begun.
   *
   * @throws IOException if it cannot; the call may be repeated
   */
  void write(Batch batch) throws IOException {
    Segment to = byNumber.get(batch.segment());
    if (to == null) {
      throw new IllegalStateException("segment " + batch.segment() + " has not begun");
    }
    to.write(batch.written(), batch.offset());
  }

  /** Number of the oldest segment; 0 if there is none. */
  long oldest() {
    return byNumber.isEmpty() ? 0 : byNumber.firstKey();
  }

  /**
   * Makes a new segment with its first records; durable when it returns.
   *
   * @throws IOException if it cannot; the call may be repeated
   */
  void begin(Batch first) throws IOException {
    Segment begun =
        byNumber.computeIfAbsent(first.segment(), number -> Segment.open(directory, number));
    begun.create();
    begun.write(first.written(), first.offset());
    try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
      parent.force(true);
    }
    Map.Entry<Long, Segment> before = byNumber.lowerEntry(first.segment());
    if (before != null) {
      noteUse(before.getValue());
    }
  }

  /**
   * Deletes old segments.
   *
   * @param needed number of the oldest segment that an execution needs
   * @param kept how many segments stay anyway
   */
  void deleteBefore(long needed, int kept) throws IOException {
    while (byNumber.size() > kept && byNumber.firstKey() < needed) {
      delete(byNumber.firstEntry().getValue());
    }
  }

  private void delete(Segment old) throws IOException {
    byNumber.remove(old.number());
    synchronized (used) {
      used.remove(old.number());
    }
    old.close();
    Files.deleteIfExists(old.file());
  }

  /** Empty if the record was deleted as too old, or is damaged. */
  Optional<JournalRecord> read(long position) throws IOException {
    Segment from = byNumber.get(Segment.numberOf(position));
    if (from == null) {
      return Optional.empty();
    }
    Optional<JournalRecord> found = from.read((int) position);
    noteUse(from);
    return found;
  }

  /** Closes the file of the segment that was not used for the longest time, if many are open. */
  void noteUse(Segment segment) throws IOException {
    if (segment.number() == byNumber.lastKey()) {
      return;
    }
    List<Segment> closing = List.of();
    synchronized (used) {
      used.put(segment.number(), segment);
      if (used.size() > OPEN_FILES) {
        Long longest = used.keySet().iterator().next();
        Segment unused = used.remove(longest);
        closing = unused == null ? closing : List.of(unused);
      }
    }
    for (Segment each : closing) {
      each.release();
    }
  }

  @Override
  public void close() throws IOException {
    for (Segment each : byNumber.values()) {
      each.close();
    }
  }
}

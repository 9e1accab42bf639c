package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of 64 bytes for each execution, in the order of their start: what a list shows and where
 * in the journal the rest is. Made from the journal; one thread writes, any may read. The rows lie
 * in files of {@link #FILE_ROWS}, so that those of executions long gone can be deleted.
 */
final class ExecutionTable implements AutoCloseable {

  private static final int ROW = 64;
  static final int FILE_ROWS = 1 << 14;
  private static final Pattern NAME = Pattern.compile("executions\\.(\\d+)\\.table");

  /**
   * @param machine hash of the state machine's ARN
   * @param first position of the record that started it
   * @param last position of the record that ended it; 0 while it runs
   * @param started milliseconds
   * @param stopped milliseconds; 0 while it runs
   * @param redrives how often it was made to run again
   */
  record ExecutionRow(
      long execution,
      long machine,
      long first,
      long last,
      long started,
      long stopped,
      Status status,
      int redrives) {

    /** The row of the execution while it runs, for the first time or redriven. */
    ExecutionRow running(int redriven) {
      return new ExecutionRow(execution, machine, first, 0, started, 0, Status.RUNNING, redriven);
    }

    /**
     * @param position of the record that ended it
     * @param time in milliseconds
     */
    ExecutionRow ended(long position, long time, Status how) {
      return new ExecutionRow(execution, machine, first, position, started, time, how, redrives);
    }
  }

  private final Path directory;
  private final NavigableMap<Long, FileChannel> files = new ConcurrentSkipListMap<>();

  ExecutionTable(Path directory) throws IOException {
    this.directory = directory;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "executions.*.table")) {
      for (Path file : found) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          files.put(Long.parseLong(name.group(1)), open(file));
        }
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private Path file(long number) {
    return directory.resolve(String.format(Locale.ROOT, "executions.%06d.table", number));
  }

  /** Whether there are no files: a new table, or one that was lost. */
  boolean isEmpty() {
    return files.isEmpty();
  }

  void put(ExecutionRow row) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ROW);
    bytes.putLong(row.machine()).putLong(row.first()).putLong(row.last());
    bytes.putLong(row.started()).putLong(row.stopped()).put((byte) row.status().ordinal());
    bytes.putInt(row.redrives()).clear();
    long number = row.execution() / FILE_ROWS;
    FileChannel to = files.get(number);
    if (to == null) {
      to = open(file(number));
      files.put(number, to);
    }
    long at = row.execution() % FILE_ROWS * ROW;
    while (bytes.hasRemaining()) {
      to.write(bytes, at + bytes.position());
    }
  }

  /** Empty for one that was never started, or is no longer kept. */
  Optional<ExecutionRow> get(long execution) throws IOException {
    ByteBuffer bytes = read(execution, 1);
    return bytes.remaining() < ROW ? Optional.empty() : Optional.of(row(execution, bytes));
  }

  /** Is shown rows, newest first, until it has seen enough. */
  interface Visitor {
    boolean more(ExecutionRow row) throws IOException;
  }

  /**
   * @param before shows only older ones
   */
  void newestFirst(long before, Visitor visitor) throws IOException {
    int block = 512;
    long end = Math.min(before, end());
    while (end > first()) {
      long begin = (end - 1) / block * block;
      ByteBuffer bytes = read(begin, (int) (end - begin));
      for (int i = bytes.remaining() / ROW - 1; i >= 0; i--) {
        ByteBuffer one = bytes.slice(i * ROW, ROW);
        if (!visitor.more(row(begin + i, one))) {
          return;
        }
      }
      end = begin;
    }
  }

  /** Number of the first execution that may be in the table. */
  long first() {
    return files.isEmpty() ? 0 : files.firstKey() * FILE_ROWS;
  }

  private long end() throws IOException {
    Map.Entry<Long, FileChannel> last = files.lastEntry();
    return last == null ? 0 : last.getKey() * FILE_ROWS + last.getValue().size() / ROW;
  }

  /** Of one file; fewer rows where the file ends. */
  private ByteBuffer read(long execution, int rows) throws IOException {
    FileChannel from = files.get(execution / FILE_ROWS);
    if (from == null) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer bytes = ByteBuffer.allocate(rows * ROW);
    long at = execution % FILE_ROWS * ROW;
    try {
      while (bytes.hasRemaining() && from.read(bytes, at + bytes.position()) >= 0) {
        // until it is full or the file ends
      }
    } catch (ClosedChannelException e) {
      // Deleted while it was read.
      return ByteBuffer.allocate(0);
    }
    return bytes.flip();
  }

  private static ExecutionRow row(long execution, ByteBuffer bytes) {
    long machine = bytes.getLong();
    long first = bytes.getLong();
    long last = bytes.getLong();
    long started = bytes.getLong();
    long stopped = bytes.getLong();
    int stored = bytes.get();
    // A damaged byte must not keep a list from being shown.
    Status status =
        stored >= 0 && stored < Status.values().length ? Status.values()[stored] : Status.FAILED;
    return new ExecutionRow(
        execution, machine, first, last, started, stopped, status, bytes.getInt());
  }

  /** Deletes the rows from that number on, of executions that the journal does not know. */
  void truncate(long executions) throws IOException {
    for (Map.Entry<Long, FileChannel> each : files.entrySet()) {
      long size = Math.max(0, executions - each.getKey() * FILE_ROWS) * ROW;
      if (each.getValue().size() > size) {
        each.getValue().truncate(size);
      }
    }
  }

  /** Says which rows nobody needs any more. */
  interface Gone {
    boolean is(ExecutionRow row);
  }

  /** Deletes the oldest files, as far as all their rows are gone; the newest file stays. */
  void deleteOldest(Gone gone) throws IOException {
    Map.Entry<Long, FileChannel> oldest = files.firstEntry();
    while (oldest != null && files.size() > 1 && allGone(oldest.getKey(), gone)) {
      Files.delete(file(oldest.getKey()));
      files.remove(oldest.getKey());
      oldest.getValue().close();
      oldest = files.firstEntry();
    }
  }

  private boolean allGone(long number, Gone gone) throws IOException {
    boolean[] found = new boolean[1];
    newestFirst(
        (number + 1) * FILE_ROWS,
        row -> {
          found[0] = !gone.is(row);
          return !found[0];
        });
    return !found[0];
  }

  void force() throws IOException {
    for (FileChannel each : files.values()) {
      each.force(false);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel each : files.values()) {
      each.close();
    }
  }
}

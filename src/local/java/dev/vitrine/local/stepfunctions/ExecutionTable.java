package dev.vitrine.local.stepfunctions;

import dev.vitrine.local.asl.Outcome.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One row of 64 bytes for each execution, in the order of their start: what a list shows and where
 * in the journal the rest is. Made from the journal; one thread writes, any may read.
 */
final class ExecutionTable implements AutoCloseable {

  private static final int ROW = 64;

  /**
   * @param machine hash of the state machine's ARN
   * @param first position of the record that started it
   * @param last position of the record that ended it; 0 while it runs
   * @param started milliseconds
   * @param stopped milliseconds; 0 while it runs
   */
  record Row(
      long execution,
      long machine,
      long first,
      long last,
      long started,
      long stopped,
      Status status) {}

  private final FileChannel channel;

  ExecutionTable(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  void put(Row row) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ROW);
    bytes.putLong(row.machine()).putLong(row.first()).putLong(row.last());
    bytes.putLong(row.started()).putLong(row.stopped()).put((byte) row.status().ordinal());
    bytes.clear();
    long at = row.execution() * ROW;
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
  }

  /** Empty for one that was never started. */
  Optional<Row> get(long execution) throws IOException {
    ByteBuffer bytes = read(execution, 1);
    return bytes.remaining() < ROW ? Optional.empty() : Optional.of(row(execution, bytes));
  }

  /** Is shown rows, newest first, until it has seen enough. */
  interface Visitor {
    boolean more(Row row) throws IOException;
  }

  /**
   * @param before shows only older ones
   */
  void newestFirst(long before, Visitor visitor) throws IOException {
    int block = 512;
    long end = Math.min(before, channel.size() / ROW);
    while (end > 0) {
      long begin = Math.max(0, end - block);
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

  private ByteBuffer read(long execution, int rows) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(rows * ROW);
    while (bytes.hasRemaining() && channel.read(bytes, execution * ROW + bytes.position()) >= 0) {
      // until it is full or the file ends
    }
    return bytes.flip();
  }

  private static Row row(long execution, ByteBuffer bytes) {
    long machine = bytes.getLong();
    long first = bytes.getLong();
    long last = bytes.getLong();
    long started = bytes.getLong();
    long stopped = bytes.getLong();
    Status status = Status.values()[bytes.get()];
    return new Row(execution, machine, first, last, started, stopped, status);
  }

  /** Rows of executions that the journal does not know are none. */
  void truncate(long executions) throws IOException {
    if (channel.size() > executions * ROW) {
      channel.truncate(executions * ROW);
    }
  }

  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

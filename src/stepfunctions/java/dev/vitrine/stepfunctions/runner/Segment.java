package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal. A record is its length, a CRC-32, the number of the execution, the
 * position of the execution's record before it, and JSON; a newline ends it, for people who look
 * into the file. The file is open only while it is used: see {@link #release}.
 */
final class Segment implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Segment.class.getName());
  private static final int HEADER = 4 + 4 + 8 + 8;
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final long number;
  private final Path file;

  /**
   * Shared by the threads that read; exclusive to the one that closes the file. The segment that is
   * being written is closed only at the end.
   */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private @Nullable FileChannel open;

  private Segment(long number, Path file) {
    this.number = number;
    this.file = file;
  }

  static Segment open(Path directory, long number) {
    String name = String.format(Locale.ROOT, "%010d.log", number);
    return new Segment(number, directory.resolve(name));
  }

  long number() {
    return number;
  }

  Path file() {
    return file;
  }

  private synchronized FileChannel channel() throws IOException {
    if (open == null || !open.isOpen()) {
      open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    return open;
  }

  /** Makes the file, if there is none. */
  synchronized void create() throws IOException {
    if (open == null || !open.isOpen()) {
      open =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
  }

  /** Gives the file descriptor back when nobody reads; the next use opens the file again. */
  void release() throws IOException {
    use.writeLock().lock();
    try {
      if (open != null) {
        open.close();
        open = null;
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  private interface DiskWork<T> {
    T done() throws IOException;
  }

  private <T> T reading(DiskWork<T> work) throws IOException {
    use.readLock().lock();
    try {
      return work.done();
    } finally {
      use.readLock().unlock();
    }
  }

  /** {@return a position in the whole journal: the segment's number and the offset in it} */
  static long position(long segment, int offset) {
    return segment << 32 | offset;
  }

  static long numberOf(long position) {
    return position >>> 32;
  }

  static int length(byte[] body) {
    return HEADER + body.length + 1;
  }

  static void encode(ByteBuffer to, long execution, long previous, byte[] body) {
    int start = to.position();
    to.putInt(body.length).putInt(0).putLong(execution).putLong(previous).put(body);
    to.putInt(start + 4, checksum(to.array(), start + 8, 16 + body.length));
    to.put((byte) '\n');
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /** Empty at the end of the file, and where the bytes are not those that were written. */
  Optional<JournalRecord> read(int offset) throws IOException {
    try {
      return reading(() -> recordAt(offset));
    } catch (NoSuchFileException e) {
      // Deleted as too old, just while it was looked for.
      return Optional.empty();
    }
  }

  private Optional<JournalRecord> recordAt(int offset) throws IOException {
    byte[] header = new byte[HEADER];
    if (!fill(header, offset)) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(header).getInt();
    if (length <= 0 || length > MAX_BODY || offset + (long) HEADER + length > channel().size()) {
      return Optional.empty();
    }
    byte[] whole = new byte[HEADER + length];
    return fill(whole, offset) ? decode(whole, 0, offset) : Optional.empty();
  }

  private Optional<JournalRecord> decode(byte[] bytes, int at, int offset) throws IOException {
    if (bytes.length - at < HEADER) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(bytes, at, HEADER);
    int length = head.getInt();
    int checksum = head.getInt();
    if (length <= 0
        || length > bytes.length - at - HEADER
        || checksum(bytes, at + 8, 16 + length) != checksum) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(bytes, at + HEADER, at + HEADER + length);
    try {
      return Optional.of(
          new JournalRecord(
              position(number, offset), head.getLong(), head.getLong(), JournalRecord.parse(body)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Is shown the records of a segment, in their order. */
  interface Visitor {
    void record(JournalRecord found) throws IOException;
  }

  /**
   * Shows all records that can be read. Damaged bytes in the middle are passed over and logged.
   *
   * @return the offset where the next record goes: after the last one that can be read
   */
  int scan(Visitor visitor) throws IOException {
    byte[] bytes = reading(this::all);
    int end = 0;
    for (int at = 0; at >= 0 && at < bytes.length; ) {
      Optional<JournalRecord> next = decode(bytes, at, at);
      if (next.isPresent()) {
        visitor.record(next.get());
        at = Math.min(at + HEADER + ByteBuffer.wrap(bytes, at, 4).getInt() + 1, bytes.length);
        end = at;
      } else {
        at = nextRecord(bytes, at + 1);
        if (at >= 0) {
          LOG.severe(
              "%s is damaged: %d bytes from offset %d on cannot be read. What follows is kept."
                  .formatted(file, at - end, end));
        }
      }
    }
    return end;
  }

  private byte[] all() throws IOException {
    byte[] bytes = new byte[(int) channel().size()];
    if (!fill(bytes, 0)) {
      throw new IOException("this file changes while it is read: " + file);
    }
    return bytes;
  }

  /** The first offset from there on where a whole record begins; -1 if there is none. */
  private int nextRecord(byte[] bytes, int from) throws IOException {
    for (int at = Math.max(1, from); at < bytes.length; at++) {
      // JSON text has no newline in it, so a record begins after one.
      if (bytes[at - 1] == '\n' && decode(bytes, at, at).isPresent()) {
        return at;
      }
    }
    return -1;
  }

  /** Reads until the array is full; false if the file ends before. */
  private boolean fill(byte[] bytes, int offset) throws IOException {
    FileChannel from = channel();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (from.read(buffer, offset + (long) buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Durable when it returns. Writing the same bytes to the same place again is harmless. */
  void write(ByteBuffer bytes, int offset) throws IOException {
    FileChannel to = channel();
    long at = offset;
    while (bytes.hasRemaining()) {
      at += to.write(bytes, at);
    }
    to.force(false);
  }

  void truncate(int size) throws IOException {
    FileChannel of = channel();
    of.truncate(size);
    of.force(true);
  }

  @Override
  public void close() throws IOException {
    release();
  }
}

package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One file of the journal. A record is its length, a CRC-32, the execution, the position of the
 * execution's record before it, and JSON; a newline ends it, for people who look into the file.
 */
final class Segment implements AutoCloseable {

  private static final int HEADER = 4 + 4 + 8 + 8;
  private static final int MAX_BODY = 64 * 1024 * 1024;

  private final long number;
  private final Path file;
  private final FileChannel channel;

  private Segment(long number, Path file, FileChannel channel) {
    this.number = number;
    this.file = file;
    this.channel = channel;
  }

  static Segment open(Path directory, long number) throws IOException {
    Path file = directory.resolve(String.format("%010d.log", number));
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new Segment(number, file, channel);
  }

  long number() {
    return number;
  }

  Path file() {
    return file;
  }

  /** Positions are of the whole journal: the segment's number and the offset in it. */
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

  /** Empty where the file ends, or where a write was cut off. */
  Optional<JournalRecord> read(int offset) throws IOException {
    byte[] header = new byte[HEADER];
    if (!fill(header, offset)) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(header).getInt();
    if (length <= 0 || length > MAX_BODY || offset + (long) HEADER + length > channel.size()) {
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
    return Optional.of(
        new JournalRecord(
            position(number, offset), head.getLong(), head.getLong(), JournalRecord.parse(body)));
  }

  /** Is shown the records from the first to the last that is whole. */
  interface Visitor {
    void record(JournalRecord found) throws IOException;
  }

  /**
   * @return the offset where the next record goes
   */
  int scan(Visitor visitor) throws IOException {
    byte[] bytes = new byte[(int) channel.size()];
    if (!fill(bytes, 0)) {
      throw new IOException("changes while it is read: " + file);
    }
    int at = 0;
    for (Optional<JournalRecord> next = decode(bytes, 0, 0);
        next.isPresent();
        next = decode(bytes, at, at)) {
      visitor.record(next.get());
      at += HEADER + ByteBuffer.wrap(bytes, at, 4).getInt() + 1;
      at = Math.min(at, bytes.length);
    }
    return at;
  }

  private boolean fill(byte[] bytes, int offset) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + (long) buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Durable when it returns. */
  void write(ByteBuffer bytes, int offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    channel.force(false);
  }

  void truncate(int size) throws IOException {
    channel.truncate(size);
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

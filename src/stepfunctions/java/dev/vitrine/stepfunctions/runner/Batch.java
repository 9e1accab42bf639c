package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Records of one segment that go to disk with one fsync. */
final class Batch {

  private record Callback(Journal.Durable durable, long position) {}

  private final long segment;
  private final int offset;
  private final List<Callback> callbacks = new ArrayList<>();
  private int answered;
  private ByteBuffer bytes = ByteBuffer.allocate(8 * 1024);

  Batch(long segment, int offset) {
    this.segment = segment;
    this.offset = offset;
  }

  long segment() {
    return segment;
  }

  int offset() {
    return offset;
  }

  int end() {
    return offset + bytes.position();
  }

  /** Returns the position the record will have. */
  long add(long execution, long previous, byte[] body) {
    int length = Segment.length(body);
    if (bytes.remaining() < length) {
      int capacity = Math.max(2 * bytes.capacity(), bytes.position() + length);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    long position = Segment.position(segment, end());
    Segment.encode(bytes, execution, previous, body);
    return position;
  }

  void whenDurable(Journal.Durable durable, long position) {
    callbacks.add(new Callback(durable, position));
  }

  ByteBuffer written() {
    return bytes.duplicate().flip();
  }

  /**
   * Runs the callbacks of all records, which are on disk now. After an exception the call may be
   * repeated: it goes on with the callback that threw.
   */
  void tellDurable() throws IOException {
    for (; answered < callbacks.size(); answered++) {
      Callback next = callbacks.get(answered);
      next.durable().at(next.position());
    }
  }
}

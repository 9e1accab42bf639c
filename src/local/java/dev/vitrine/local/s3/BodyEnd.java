package dev.vitrine.local.s3;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body that does something when all of it has been read: only then does the store write the
 * object, however slowly the body arrives.
 */
final class BodyEnd extends InputStream {
  private final InputStream body;
  private final Runnable atEnd;
  private boolean begun;
  private boolean ended;

  /**
   * @param atEnd done once, by the thread that reads the end; what it throws the reader gets
   */
  BodyEnd(InputStream body, Runnable atEnd) {
    this.body = body;
    this.atEnd = atEnd;
  }

  /** {@return whether nothing was read yet, so that reading can begin again} */
  boolean isUntouched() {
    return !begun;
  }

  @Override
  public int read() throws IOException {
    begun = true;
    return seen(body.read());
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    begun = true;
    return seen(body.read(bytes, from, length));
  }

  private int seen(int result) {
    if (result < 0 && !ended) {
      ended = true;
      atEnd.run();
    }
    return result;
  }

  @Override
  public int available() throws IOException {
    return body.available();
  }

  /** Leaves the body open: whoever opened it closes it. */
  @Override
  public void close() {}
}

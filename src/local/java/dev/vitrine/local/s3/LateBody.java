package dev.vitrine.local.s3;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A request's body that is opened when it is first read. The server sends a 100 (Continue) as soon
 * as it opens a body.
 */
final class LateBody extends ServletInputStream {
  private static final Logger LOG = Logger.getLogger(LateBody.class);

  /** A client that sends a byte now and then is never idle. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ServletRequest request;
  private final Semaphore threads;
  private @Nullable ServletInputStream opened;

  /**
   * @param threads how many may wait at once for what refused clients still send
   */
  LateBody(ServletRequest request, Semaphore threads) {
    this.request = request;
    this.threads = threads;
  }

  boolean isOpen() {
    return opened != null;
  }

  /**
   * Reads what the client still sends, and drops it. Reads nothing while too many clients are read
   * that way: one that never sends keeps its thread until the connection's idle time is over, one
   * that sends slowly for half a minute.
   *
   * @param most bytes; what is longer is not read to its end
   */
  void readRest(long most) {
    if (!threads.tryAcquire()) {
      return;
    }
    try {
      drop(most);
    } finally {
      threads.release();
    }
  }

  private void drop(long most) {
    byte[] buffer = new byte[1 << 16];
    try {
      long end = System.nanoTime() + LONGEST.toNanos();
      int read = 0;
      for (long left = most; left > 0 && read >= 0 && System.nanoTime() < end; left -= read) {
        read = read(buffer);
      }
    } catch (IOException e) {
      LOG.debug("a refused client has gone", e);
    }
  }

  private ServletInputStream open() throws IOException {
    if (opened == null) {
      opened = request.getInputStream();
    }
    return opened;
  }

  @Override
  public int read() throws IOException {
    return open().read();
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return open().read(bytes, from, length);
  }

  @Override
  public int available() throws IOException {
    return opened == null ? 0 : opened.available();
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public boolean isFinished() {
    return opened != null && opened.isFinished();
  }

  @Override
  public boolean isReady() {
    return opened == null || opened.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new UnsupportedOperationException("The body is read by the thread that answers.");
  }
}

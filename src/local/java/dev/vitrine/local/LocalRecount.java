package dev.vitrine.local;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.upload.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recounts the images of a home that an earlier release has written: without it, lists and numbers
 * that came with this release would lack them. In AWS a person does it (docs/operations.md, "Counts
 * that lag"). It has a thread of its own, and goes on after a stop where it was.
 */
final class LocalRecount {
  private static final Logger LOG = Logger.getLogger(LocalRecount.class);

  /** What the index has of an image. To be raised when a release adds pointers or counters. */
  static final String CONTENT = "3";

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final ImageIndex index;
  private final Uploads uploads;
  private final Path mark;
  private final Duration afterTrouble;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::untilDone, "recount");

  /**
   * @param mark the file that says which {@link #CONTENT} the index of this home has, or how far a
   *     recount is
   */
  LocalRecount(ImageIndex index, Uploads uploads, Path mark) {
    this(index, uploads, mark, AFTER_TROUBLE);
  }

  LocalRecount(ImageIndex index, Uploads uploads, Path mark, Duration afterTrouble) {
    this.index = index;
    this.uploads = uploads;
    this.mark = mark;
    this.afterTrouble = afterTrouble;
    thread.setDaemon(true);
  }

  /**
   * Makes the table's stream name all images again, unless this was done before. The stream follows
   * them as it follows any change.
   */
  void start() {
    thread.start();
  }

  /** Ends after the part that is being done. */
  void close() throws InterruptedException {
    stopped.countDown();
    thread.join();
  }

  private void untilDone() {
    try {
      long pause = afterTrouble.toMillis();
      while (!isDone() && !stopped.await(pause, TimeUnit.MILLISECONDS)) {
        pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@return false after trouble} Catches everything, because the sellers need it done. */
  private boolean isDone() {
    try {
      recount();
      return true;
    } catch (Throwable e) {
      LOG.warnf(e, "lists of earlier images are not complete; the recount goes on in a moment");
      return false;
    }
  }

  private void recount() throws IOException {
    List<String> lines = Files.exists(mark) ? Files.readAllLines(mark) : List.of();
    if (lines.equals(List.of(CONTENT))) {
      return;
    }
    boolean begun = lines.size() == 3 && lines.get(0).equals(CONTENT);
    String after = begun ? lines.get(1) : null;
    if (begun && !lines.get(2).isEmpty()) {
      recount(lines.get(1), lines.get(2));
    }
    List<String> sellers = uploads.sellers(after);
    while (!sellers.isEmpty()) {
      for (String seller : sellers) {
        recount(seller, null);
      }
      sellers = uploads.sellers(sellers.get(sellers.size() - 1));
    }
    if (stopped.getCount() > 0) {
      Files.writeString(mark, CONTENT);
    }
  }

  private void recount(String seller, @Nullable String from) throws IOException {
    String cursor = from;
    do {
      if (stopped.getCount() == 0) {
        return;
      }
      cursor = index.recount(seller, cursor).cursor();
      Files.write(mark, List.of(CONTENT, seller, cursor == null ? "" : cursor));
    } while (cursor != null);
  }
}

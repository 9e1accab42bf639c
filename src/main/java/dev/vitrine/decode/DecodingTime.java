package dev.vitrine.decode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends the decoding of a picture that takes too long: readers stop between two rows, or when they
 * read more of the file. The decoding thread stops itself, because the JDK's JPEG reader refuses to
 * be stopped by another thread.
 *
 * <p>Only time in which the thread worked counts, as decoding waits for nothing: a machine that was
 * suspended meanwhile, or has more to do than it can, says nothing of the picture.
 */
class DecodingTime implements IIOReadProgressListener {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long limit;
  private final LongSupplier clock;
  private final LongSupplier work;
  private final long begunAt;
  private final long workedBefore;

  /**
   * Begins now, for the current thread.
   *
   * @param limit of processor time
   */
  DecodingTime(Duration limit) {
    this(
        limit,
        System::nanoTime,
        THREADS.isCurrentThreadCpuTimeSupported()
            ? THREADS::getCurrentThreadCpuTime
            : System::nanoTime);
  }

  /**
   * Begins now.
   *
   * @param clock nanoseconds that pass, cheap to ask for
   * @param work nanoseconds that the current thread has worked; never more than pass
   */
  DecodingTime(Duration limit, LongSupplier clock, LongSupplier work) {
    this.limit = limit.toNanos();
    this.clock = clock;
    this.work = work;
    this.begunAt = clock.getAsLong();
    this.workedBefore = work.getAsLong();
  }

  boolean isOver() {
    return clock.getAsLong() - begunAt >= limit && work.getAsLong() - workedBefore >= limit;
  }

  @Override
  public void imageProgress(ImageReader reader, float percent) {
    if (isOver()) {
      reader.abort();
    }
  }

  @Override
  public void sequenceStarted(ImageReader reader, int first) {}

  @Override
  public void sequenceComplete(ImageReader reader) {}

  @Override
  public void imageStarted(ImageReader reader, int image) {}

  @Override
  public void imageComplete(ImageReader reader) {}

  @Override
  public void thumbnailStarted(ImageReader reader, int image, int thumbnail) {}

  @Override
  public void thumbnailProgress(ImageReader reader, float percent) {}

  @Override
  public void thumbnailComplete(ImageReader reader) {}

  @Override
  public void readAborted(ImageReader reader) {}
}

package dev.vitrine.render;

import java.time.Duration;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends the decoding of a picture that takes too long: readers stop between two rows, or when they
 * read more of the file. The decoding thread stops itself, because the JDK's JPEG reader refuses to
 * be stopped by another thread.
 */
class DecodingTime implements IIOReadProgressListener {
  private final long end;

  DecodingTime(Duration limit) {
    this.end = System.nanoTime() + limit.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
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

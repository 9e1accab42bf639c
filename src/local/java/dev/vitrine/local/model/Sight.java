package dev.vitrine.local.model;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Looks at a picture once, however many endpoints ask: both get the same rendition at the same
 * time. Remembers the last few pictures by their bytes' SHA-256.
 */
final class Sight implements AutoCloseable {
  /** Each takes 4 kB. One endpoint may be many pictures ahead of the other. */
  private static final int REMEMBERED = 256;

  /** The network's answer for a picture, and its measured colors; not its pixels. */
  record Seen(Recognition recognition, Measured measured) {}

  private final PictureClassifier classifier;
  private final PictureMeasure measure;
  private final Map<String, CompletableFuture<Seen>> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Seen>> eldest) {
          return size() > REMEMBERED;
        }
      };

  Sight(PictureClassifier classifier, PictureMeasure measure) {
    this.classifier = classifier;
    this.measure = measure;
  }

  /**
   * @param bytes a JPEG, PNG or WebP file
   * @throws EndpointException INVALID_IMAGE or IMAGE_TOO_LARGE
   */
  Seen look(byte[] bytes) {
    String key = LabelSetFiles.sha256(bytes);
    var mine = new CompletableFuture<Seen>();
    CompletableFuture<Seen> looking;
    synchronized (seen) {
      looking = seen.computeIfAbsent(key, unseen -> mine);
    }
    if (looking == mine) {
      lookNow(bytes, mine);
    }
    try {
      return looking.join();
    } catch (CompletionException | CancellationException e) {
      synchronized (seen) {
        seen.remove(key, looking);
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Runs the network once, on a blank picture. */
  void warmUp() {
    classifier.recognise(new Picture(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB)));
  }

  private void lookNow(byte[] bytes, CompletableFuture<Seen> result) {
    try {
      Picture picture = Picture.decode(bytes);
      Recognition recognition = classifier.recognise(picture);
      result.complete(new Seen(recognition, measure.measure(picture.image())));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}

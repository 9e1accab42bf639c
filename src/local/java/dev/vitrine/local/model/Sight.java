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
  /** A 1024 px rendition takes 4 MB decoded. */
  private static final int REMEMBERED = 6;

  /** A picture with the network's answer. */
  record Seen(Picture picture, Recognition recognition) {}

  private final PictureClassifier classifier;
  private final Map<String, CompletableFuture<Seen>> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Seen>> eldest) {
          return size() > REMEMBERED;
        }
      };

  Sight(PictureClassifier classifier) {
    this.classifier = classifier;
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
      result.complete(new Seen(picture, classifier.recognise(picture)));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    classifier.close();
  }
}

package dev.vitrine.local.model;

import dev.vitrine.image.Cores;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Works on a picture once, however many ask: two endpoints get the same rendition at the same time.
 * Remembers what was made of the last pictures, by their bytes' SHA-256.
 *
 * @param <R> what is made of a picture, a few kB
 */
public final class OncePerPicture<R> {
  /** One endpoint may be many pictures ahead of the other. */
  private static final int REMEMBERED = 256;

  private final Function<byte[], R> work;
  private final Map<String, CompletableFuture<R>> made =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<R>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param work makes it of a picture file; what it throws is not remembered
   */
  public OncePerPicture(Function<byte[], R> work) {
    this.work = work;
  }

  /** {@return what the work made of these bytes} Throws what the work threw. */
  public R of(byte[] picture) {
    String key = LabelSetFiles.sha256(picture);
    var mine = new CompletableFuture<R>();
    CompletableFuture<R> making;
    synchronized (made) {
      making = made.computeIfAbsent(key, unseen -> mine);
    }
    if (making == mine) {
      work(picture, mine);
    }
    try {
      return making.join();
    } catch (CompletionException | CancellationException e) {
      synchronized (made) {
        made.remove(key, making);
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void work(byte[] picture, CompletableFuture<R> result) {
    try (Cores.Core unused = Cores.take()) {
      result.complete(work.apply(picture));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}

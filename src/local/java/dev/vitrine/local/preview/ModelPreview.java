package dev.vitrine.local.preview;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.lesson.ThresholdSource;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.vocabulary.VocabularySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows what another model would change on a seller's newest pictures, while the present one goes
 * on. It stores nothing but the embeddings of the labels, which the model needs again when it is
 * used. It ends when it is stopped, or when nobody has asked about it for a while. One preview at a
 * time, as each has a model in memory. Thread-safe.
 */
public final class ModelPreview implements AutoCloseable {
  /** Pictures to look at, unless the caller says otherwise. */
  public static final int PICTURES = 24;

  /** Opening a large model cannot be broken off, and takes less than this. */
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);

  private final Means means;
  private final Limits limits;
  private @Nullable Preview preview;
  private @Nullable Thread thread;

  /** Makes the tagger that asks a model. */
  public interface TaggerOf {
    /** {@return a tagger of this model} */
    PictureTagger of(ClipFolder clip);
  }

  /**
   * What a preview works with.
   *
   * @param memory of which each picture takes a share
   * @param cache gives the folder for the embeddings of labels
   */
  public record Means(
      DescribedPictures pictures,
      TaggerOf tagger,
      VocabularySource vocabularies,
      ThresholdSource thresholds,
      FreeSpace space,
      MemoryBudget memory,
      Supplier<Path> cache) {}

  /**
   * How long a preview takes at most.
   *
   * @param timeForPictures after this time no picture is begun, but for the first
   * @param forgottenAfter without a question it ends
   */
  record Limits(Duration timeForPictures, Duration forgottenAfter) {
    /** A browser lets a hidden page ask once a minute. */
    static final Limits OF_A_PERSON = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(90));
  }

  public ModelPreview(Means means) {
    this(means, Limits.OF_A_PERSON);
  }

  ModelPreview(Means means, Limits limits) {
    this.means = means;
    this.limits = limits;
  }

  /**
   * Begins a preview, unless the seller's own is under way.
   *
   * @param pictures how many to look at
   * @return how far it is; empty while another seller's is under way
   */
  public synchronized Optional<PreviewProgress> start(
      String seller, int pictures, UnusedModel model) {
    Preview now = preview;
    if (now != null && now.isWanted()) {
      return progress(seller);
    }
    Preview next = new Preview(seller, pictures, model, means, limits, thread);
    preview = next;
    thread = new Thread(next, "model-preview");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(next.progress());
  }

  /** {@return how far the seller's preview is; empty when there is none, or it is another's} */
  public synchronized Optional<PreviewProgress> progress(String seller) {
    Preview now = preview;
    return now != null && now.isOf(seller) ? Optional.of(now.progress()) : Optional.empty();
  }

  /** Ends the seller's preview and forgets it. */
  public synchronized void stop(String seller) {
    Preview now = preview;
    if (now != null && now.isOf(seller)) {
      now.stop();
      preview = null;
    }
  }

  /** Ends whichever preview there is, and waits until its model is out of memory. */
  public void end() {
    close();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    try {
      if (running != null) {
        running.join(ENDS_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    if (preview != null) {
      preview.stop();
    }
  }
}

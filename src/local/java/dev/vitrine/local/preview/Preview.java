package dev.vitrine.local.preview;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.hub.FetchFailedException;
import dev.vitrine.local.preview.DescribedPictures.DescribedPicture;
import dev.vitrine.local.preview.Findings.PreviewStage;
import dev.vitrine.render.PictureGoneException;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Vocabulary;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The preview of one model for one seller, by a thread of its own. */
final class Preview implements Runnable {
  private static final Logger LOG = Logger.getLogger(Preview.class);

  /** Between two of these it is seen whether somebody still wants to know. */
  private static final Duration PART_OF_LABELS = Duration.ofSeconds(2);

  /** Memory that is left to the work that goes on, beside what the model takes. */
  private static final long MEMORY_TO_SPARE = 512L << 20;

  /** For a rendition of 1024 pixels a side, decoded and as the network takes it. */
  private static final long BYTES_OF_A_PICTURE = 16L << 20;

  /** In evidence, which is not kept. */
  private static final String EXECUTION = "preview";

  private final String seller;
  private final int most;
  private final UnusedModel model;
  private final ModelPreview.Means means;
  private final ModelPreview.Limits limits;
  private final @Nullable Thread before;
  private final Findings findings;
  private volatile long asked = System.nanoTime();

  /**
   * @param most pictures to look at
   * @param before works for an earlier preview and may still have a model in memory; null for none
   */
  Preview(
      String seller,
      int most,
      UnusedModel model,
      ModelPreview.Means means,
      ModelPreview.Limits limits,
      @Nullable Thread before) {
    this.seller = seller;
    this.most = most;
    this.model = model;
    this.means = means;
    this.limits = limits;
    this.before = before;
    this.findings = new Findings(model.name());
  }

  boolean isOf(String other) {
    return seller.equals(other);
  }

  /** {@return whether it goes on: it is not over, and somebody asked about it lately} */
  boolean isWanted() {
    if (System.nanoTime() - asked > limits.forgottenAfter().toNanos()) {
      stop();
    }
    return !findings.isOver();
  }

  PreviewProgress progress() {
    isWanted();
    asked = System.nanoTime();
    return findings.progress();
  }

  void stop() {
    findings.become(PreviewStage.STOPPED, null);
  }

  @Override
  public void run() {
    try {
      if (before != null) {
        before.join();
      }
      work();
    } catch (UnusableModelException | FetchFailedException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    } catch (IOException | RuntimeException | Error e) {
      // An Error too: else the preview would never end.
      LOG.debug("a preview of a model failed", e);
      fail("%s cannot look at your pictures: %s".formatted(model.name(), e.getMessage()));
    }
  }

  private void fail(String sentence) {
    LOG.debug(sentence);
    findings.become(PreviewStage.FAILED, sentence);
  }

  private void work() throws UnusableModelException, FetchFailedException, IOException {
    List<DescribedPicture> pictures = means.pictures().newest(seller, most, this::isWanted);
    findings.pictures(pictures.size());
    if (!pictures.isEmpty() && hasRoom() && isWanted()) {
      try (ClipFolder clip =
          ClipFolder.open(model.files().whole(), model.name(), means.cache().get())) {
        Vocabulary vocabulary = means.vocabularies().of(seller);
        readLabels(clip, vocabulary.labelSets());
        compare(clip, vocabulary, pictures);
      }
    }
    findings.become(PreviewStage.DONE, null);
  }

  private boolean hasRoom() {
    long needed = model.memory() == 0 ? 0 : model.memory() + MEMORY_TO_SPARE;
    long free = means.space().memory();
    if (needed > free) {
      findings.become(
          PreviewStage.NO_ROOM,
          "A preview of %s beside the model that works now takes about %.1f GB of memory, and %.1f GB are free."
              .formatted(model.name(), needed / 1e9, free / 1e9));
    }
    return needed <= free;
  }

  private void readLabels(ClipFolder clip, List<LabelSet> sets) {
    int all = sets.stream().mapToInt(set -> set.labels().size()).sum();
    int unread = sets.stream().mapToInt(clip::unread).sum();
    findings.labels(all - unread, all);
    if (unread > 0) {
      clip.reading(() -> readAll(clip, sets, all));
    }
  }

  private boolean readAll(ClipFolder clip, List<LabelSet> sets, int all) {
    for (LabelSet set : sets) {
      while (isWanted() && !clip.learn(set, PART_OF_LABELS)) {
        findings.labels(all - sets.stream().mapToInt(clip::unread).sum(), all);
      }
      findings.labels(all - sets.stream().mapToInt(clip::unread).sum(), all);
    }
    return isWanted();
  }

  private void compare(ClipFolder clip, Vocabulary vocabulary, List<DescribedPicture> pictures) {
    findings.looking();
    PictureTagger tagger = means.tagger().of(clip);
    SellerThresholds thresholds = means.thresholds().of(seller);
    long begun = System.nanoTime();
    for (DescribedPicture picture : pictures) {
      boolean hasTime = System.nanoTime() - begun <= limits.timeForPictures().toNanos();
      if (!isWanted() || (!hasTime && findings.progress().looked() > 0)) {
        return;
      }
      lookAt(clip, tagger, vocabulary, thresholds, picture);
    }
  }

  private void lookAt(
      ClipFolder clip,
      PictureTagger tagger,
      Vocabulary vocabulary,
      SellerThresholds thresholds,
      DescribedPicture picture) {
    byte[] jpeg;
    try {
      jpeg = picture.jpeg();
    } catch (PictureGoneException e) {
      findings.gone();
      return;
    }
    try (MemoryBudget.Share unused = means.memory().take(BYTES_OF_A_PICTURE)) {
      clip.look(jpeg); // kept for the tagger, to whom a failure would be a code without a reason
      findings.add(
          picture.imageId(), picture.changes(tagger.tag(jpeg, vocabulary, thresholds, EXECUTION)));
    }
  }
}

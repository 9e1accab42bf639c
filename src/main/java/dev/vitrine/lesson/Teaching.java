package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Learns from corrections. */
@ApplicationScoped
public class Teaching {
  private static final Logger LOG = Logger.getLogger(Teaching.class);

  private final VocabularySource vocabularies;
  private final ThresholdSource thresholds;
  private final VerdictBook verdictBook;

  public Teaching(
      VocabularySource vocabularies, ThresholdSource thresholds, VerdictBook verdictBook) {
    this.vocabularies = vocabularies;
    this.thresholds = thresholds;
    this.verdictBook = verdictBook;
  }

  /** {@return the words of a seller's shop} */
  public ShopWords words(String seller) {
    return new ShopWords(vocabularies.of(seller), thresholds.of(seller));
  }

  /**
   * Records the verdicts that follow from a correction of an image. The catalog has stored the
   * correction before, so that a failure here loses the lesson only.
   *
   * @param before the image's verdicts before the correction
   * @param after the image's verdicts after the correction
   * @param again selects verdicts to record even if they are in {@code before}, so that repeating a
   *     correction restores a lost lesson
   */
  public void record(
      String seller,
      ImageId imageId,
      List<Verdict> before,
      List<Verdict> after,
      ShopWords words,
      Predicate<Verdict> again) {
    List<Verdict> given =
        after.stream().filter(one -> again.test(one) || !before.contains(one)).toList();
    List<Verdict> withdrawn = before.stream().filter(one -> !after.contains(one)).toList();
    try {
      verdictBook.record(seller, imageId, given, withdrawn, words.vocabulary());
    } catch (RuntimeException e) { // also of a lesson that cannot be read: the correction is stored
      LOG.warnf(e, "a correction of %s taught nothing", imageId);
    }
  }
}

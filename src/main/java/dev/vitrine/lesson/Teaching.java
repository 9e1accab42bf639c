package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
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

  /** {@return the words in which a seller's corrections are read} */
  public ShopWords words(String seller) {
    return new ShopWords(vocabularies.of(seller), thresholds.of(seller));
  }

  /**
   * Records what a correction of an image says of the models. The catalog has the correction
   * already, so a failure here costs the lesson and never the correction.
   *
   * @param before the image's verdicts before the correction
   * @param after the image's verdicts after the correction
   * @param again which verdicts to record even if they are in {@code before}: repeating a
   *     correction makes up for a lesson that was lost
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
    } catch (TableUnavailableException e) {
      LOG.warnf(e, "a correction of %s taught nothing", imageId);
    }
  }
}

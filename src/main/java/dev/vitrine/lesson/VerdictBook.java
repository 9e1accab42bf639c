package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.List;

/** Stores verdicts, and the thresholds and names that follow from them. */
public interface VerdictBook {

  /**
   * Stores verdicts on an image, each in place of an earlier one on the same value. A repeated call
   * changes nothing; verdicts that others store at the same time are not lost.
   *
   * @param given a verdict for each value
   * @param withdrawn verdicts that no longer hold
   * @param vocabulary the seller's, with the calibrations from which thresholds follow
   * @throws TableUnavailableException if the table cannot be used at the moment
   */
  void record(
      String seller,
      ImageId imageId,
      List<Verdict> given,
      List<Verdict> withdrawn,
      Vocabulary vocabulary);
}

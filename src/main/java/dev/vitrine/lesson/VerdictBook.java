package dev.vitrine.lesson;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.List;

/** Keeps verdicts, and what {@link ThresholdSource} says follows from them at once. */
public interface VerdictBook {

  /**
   * Writes verdicts on an image down, each in place of an earlier one on the same value. Doing it
   * twice is doing it once, and nobody else's verdict is lost.
   *
   * @param given a verdict for each value
   * @param withdrawn verdicts that do not stand any more
   * @param vocabulary the seller's, whose calibrations a threshold goes by
   * @throws TableUnavailableException when it cannot be kept now
   */
  void record(
      String seller,
      ImageId imageId,
      List<Verdict> given,
      List<Verdict> withdrawn,
      Vocabulary vocabulary);
}

package dev.vitrine.catalog;

import dev.vitrine.tag.LessonsUnavailableException;
import dev.vitrine.tag.ShopWords;
import dev.vitrine.tag.ThresholdSource;
import dev.vitrine.tag.Verdict;
import dev.vitrine.tag.VerdictBook;
import dev.vitrine.vocabulary.VocabularySource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Learns from corrections. */
@ApplicationScoped
class Teaching {
  private static final Logger LOG = Logger.getLogger(Teaching.class);

  private final VocabularySource vocabularies;
  private final ThresholdSource taught;
  private final VerdictBook verdicts;

  Teaching(VocabularySource vocabularies, ThresholdSource taught, VerdictBook verdicts) {
    this.vocabularies = vocabularies;
    this.taught = taught;
    this.verdicts = verdicts;
  }

  /** {@return the words a seller's corrections are read in} */
  ShopWords words(String seller) {
    return new ShopWords(vocabularies.of(seller), taught.of(seller));
  }

  /**
   * Teaches what a correction says. The record has it already, so what fails here costs the lesson
   * and never the correction.
   *
   * @param before the verdicts that stood
   * @param now the record after the correction
   * @param again which verdicts to teach even if they stood: a lesson that was lost is caught up
   *     when the correction is repeated
   */
  void teach(List<Verdict> before, ImageRecord now, ShopWords words, Predicate<Verdict> again) {
    List<Verdict> stand = now.corrections().verdicts();
    List<Verdict> given =
        stand.stream().filter(one -> again.test(one) || !before.contains(one)).toList();
    List<Verdict> withdrawn = before.stream().filter(one -> !stand.contains(one)).toList();
    try {
      verdicts.record(now.seller(), now.imageId(), given, withdrawn, words.vocabulary());
    } catch (LessonsUnavailableException e) {
      LOG.warnf(e, "a correction of %s taught nothing", now.imageId());
    }
  }
}

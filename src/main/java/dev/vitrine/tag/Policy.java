package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.DefaultThresholds;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds by which a model's values of one attribute are decided.
 *
 * @param thresholds the model's calibration, or the default thresholds
 * @param calibrated whether it is the model's calibration
 */
record Policy(Calibration thresholds, boolean calibrated) {

  /** {@return the policy; null for a model without a calibration that does not say its scale} */
  static @Nullable Policy of(
      Vocabulary vocabulary, Scores scores, String attribute, LabelSet labels) {
    Calibration fitted = vocabulary.calibration(scores.model(), attribute, labels).orElse(null);
    if (fitted != null) {
      return new Policy(fitted, true);
    }
    Double scale = scores.logitScale();
    return scale == null
        ? null
        : new Policy(DefaultThresholds.of(scores.model(), attribute, scale), false);
  }
}

package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.DefaultPolicy;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds by which a model's values of one attribute are decided.
 *
 * @param limit the model's calibration, or the default policy
 * @param calibrated whether it is the model's calibration
 */
record Policy(Calibration limit, boolean calibrated) {

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
        : new Policy(DefaultPolicy.of(scores.model(), attribute, scale), false);
  }
}

package dev.vitrine.vocabulary;

/**
 * The thresholds from which one model's values of one attribute are accepted or suggested: fitted
 * on labelled pictures, or for want of that the {@link DefaultThresholds}. A fitted one holds for
 * that model with exactly these labels and templates, and is not used for any others.
 *
 * @param model name that the endpoint answers with
 * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
 * @param labelSet {@link LabelSet#name} of the labels that were scored
 * @param temperature T above 0; a score s becomes s^(1/T), and all scores of the set are scaled to
 *     sum to 1; 1 changes nothing
 * @param accept least probability of a value that is accepted
 * @param margin least distance of an accepted value from the second best, in [0, 1)
 * @param suggest least probability of a value that is suggested
 * @see <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks, 4.2</a>
 */
public record Calibration(
    String model,
    String attribute,
    String labelSet,
    double temperature,
    double accept,
    double margin,
    double suggest) {

  public Calibration {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be above 0, not " + temperature);
    }
    if (!(0 < suggest && suggest <= accept && accept <= 1)) {
      throw new IllegalArgumentException(
          "need 0 < suggest <= accept <= 1, not " + suggest + " and " + accept);
    }
    if (!(0 <= margin && margin < 1)) {
      throw new IllegalArgumentException("margin is outside [0, 1): " + margin);
    }
  }

  /**
   * {@return the least score of an accepted value that is scored alone} This is {@code accept}
   * before the temperature is applied: the odds of a probability are the odds of its score, to the
   * power of 1/T.
   */
  public double acceptedScore() {
    return 1 / (1 + Math.pow((1 - accept) / accept, temperature));
  }
}

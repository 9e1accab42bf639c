package dev.vitrine.vocabulary;

/**
 * How sure one model must be of one attribute, fitted on labelled pictures. It belongs to the model
 * and to the exact labels and templates: for others it means nothing and is not used.
 *
 * @param model as the endpoint names it
 * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
 * @param labelSet {@link LabelSet#name} of what was scored
 * @param temperature over which scores are flattened: p^(1/T), made to sum to 1 again; 1 leaves
 *     them as they are
 * @param accept probability from which a value is claimed
 * @param margin by how much it must lead the next one
 * @param suggest probability from which a value is suggested
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
      throw new IllegalArgumentException("temperature is not above 0: " + temperature);
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
   * {@return the score, before it is flattened, from which a value that is scored by itself is
   * claimed} The odds of a probability are those of the score to the power of 1/T.
   */
  public double acceptedScore() {
    return 1 / (1 + Math.pow((1 - accept) / accept, temperature));
  }
}

package dev.vitrine.vocabulary;

import java.util.List;

/**
 * The thresholds for a model without a calibration, and the background prompts that stand for "none
 * of these". They hold for models that score by a scaled cosine (CLIP, SigLIP) and say their scale;
 * a temperature in proportion to it makes equal cosines equally sure in all of them.
 *
 * @see <a href="https://arxiv.org/abs/2402.07417">An Empirical Study Into What Matters for
 *     Calibrating Vision-Language Models</a>: temperatures carry over to other labels; and
 *     docs/decisions/0016-before-a-calibration.md for why these numbers
 */
public final class DefaultThresholds {
  /** The logit scale at which the temperatures below hold: that of OpenAI's CLIP. */
  public static final double SCALE = 100;

  /**
   * What a picture may show instead of any label. Every value competes with these for its
   * probability.
   */
  private static final List<String> BACKGROUND =
      List.of(
          "nothing",
          "an empty background",
          "something else",
          "an object that is hard to recognize",
          "a blurred picture",
          "a page of text",
          "a landscape",
          "a building",
          "an animal",
          "a face");

  private static final String ANY_LABELS = "";

  private static final double OBJECT_TEMPERATURE = 1;
  private static final double OBJECT_ACCEPT = 0.7;
  private static final double OBJECT_MARGIN = 0.2;
  private static final double OBJECT_SUGGEST = 0.1;

  private static final double QUESTION_TEMPERATURE = 1.5;
  private static final double QUESTION_ACCEPT = 0.9;
  private static final double QUESTION_MARGIN = 0.4;
  private static final double QUESTION_SUGGEST = 0.3;

  private DefaultThresholds() {}

  /** {@return the background prompts, put as a vocabulary puts its categories and tags} */
  public static LabelSet background(List<String> templates) {
    return new LabelSet(BACKGROUND, templates);
  }

  /**
   * {@return the thresholds of an attribute, whatever its labels; tags are to be scored as values
   * that compete}
   *
   * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
   * @param logitScale by which the model multiplies cosines, above 0
   */
  public static Calibration of(String model, String attribute, double logitScale) {
    boolean object = attribute.equals(Question.CATEGORY) || attribute.equals(Question.TAG);
    return new Calibration(
        model,
        attribute,
        ANY_LABELS,
        (object ? OBJECT_TEMPERATURE : QUESTION_TEMPERATURE) * logitScale / SCALE,
        object ? OBJECT_ACCEPT : QUESTION_ACCEPT,
        object ? OBJECT_MARGIN : QUESTION_MARGIN,
        object ? OBJECT_SUGGEST : QUESTION_SUGGEST);
  }
}

package dev.vitrine.tools.quality;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;

/**
 * The temperature under which what is right surprises least.
 *
 * @param temperature in [0.1, 10]
 * @param loss mean surprise an example under it, in nats
 * @param before the same as the scores come, at temperature 1
 * @see <a href="https://arxiv.org/abs/1706.04599">On Calibration of Modern Neural Networks, 4.2</a>
 */
record TemperatureFit(double temperature, double loss, double before) {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 30;

  static TemperatureFit competing(List<Example> examples) {
    return fit(examples, Example::competingLoss);
  }

  static TemperatureFit independent(List<Example> examples) {
    return fit(examples, Example::independentLoss);
  }

  private static TemperatureFit fit(
      List<Example> examples, ToDoubleBiFunction<Example, Double> loss) {
    DoubleUnaryOperator mean =
        log ->
            examples.stream()
                .mapToDouble(one -> loss.applyAsDouble(one, Math.exp(log)))
                .average()
                .orElseThrow();
    double best = Math.rint(Math.exp(lowest(mean)) * 1000) / 1000;
    return new TemperatureFit(best, mean.applyAsDouble(Math.log(best)), mean.applyAsDouble(0));
  }

  /** Golden-section search: the surprise falls, then rises, over the logarithm. */
  private static double lowest(DoubleUnaryOperator of) {
    double low = Math.log(0.1);
    double high = Math.log(10);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = of.applyAsDouble(left);
    double atRight = of.applyAsDouble(right);
    for (int i = 0; i < STEPS; i++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = of.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = of.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }
}

package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How sure a model must be for claims to be right often enough: the thresholds that claim most,
 * among those whose precision lies over the target by its own standard error. The few claims of a
 * small sample so need a better record than many.
 *
 * @param calibration with temperature and thresholds
 * @param precision of the claims it makes on the pictures it was fitted on
 */
record ThresholdFit(Calibration calibration, Proportion precision) {
  /** Fewer claims say nothing. */
  static final int LEAST_CLAIMS = 20;

  private static final double STEP = 0.02;
  private static final double LOWEST = 0.3;
  private static final double[] MARGINS = {0, 0.1};
  private static final double LEAST_SUGGESTED = 0.05;

  /**
   * @param bare its thresholds do not matter
   * @param target precision wanted of claims
   * @param likely share of right ones wanted of suggestions
   * @param trial what a calibration claims and suggests on the labelled pictures
   * @return empty when no threshold reaches the target
   */
  static Optional<ThresholdFit> of(
      Calibration bare, double target, double likely, Function<Calibration, List<Judged>> trial) {
    Optional<ThresholdFit> best = Optional.empty();
    for (double margin : MARGINS) {
      List<Judged> lowest = trial.apply(with(bare, LOWEST, margin, LOWEST));
      for (double accept = LOWEST; accept < 1; accept = rounded(accept + STEP)) {
        Calibration tried = with(bare, accept, margin, accept);
        Proportion precision =
            precision(rollsUp(bare) ? trial.apply(tried) : atLeast(accept, lowest));
        boolean better = best.isEmpty() || precision.of() > best.get().precision().of();
        if (better && precision.of() >= LEAST_CLAIMS && cautious(precision) >= target) {
          best = Optional.of(new ThresholdFit(tried, precision));
        }
      }
    }
    return best.map(one -> one.withSuggestions(likely, trial));
  }

  /**
   * {@return whether another threshold may change the claimed value: from a category to its parent}
   */
  private static boolean rollsUp(Calibration bare) {
    return bare.attribute().equals(Question.CATEGORY);
  }

  private static List<Judged> atLeast(double accept, List<Judged> judged) {
    return judged.stream().filter(one -> one.score() >= accept).toList();
  }

  private ThresholdFit withSuggestions(double likely, Function<Calibration, List<Judged>> trial) {
    double accept = calibration.accept();
    List<Judged> suggested =
        new ArrayList<>(
            trial.apply(with(calibration, accept, calibration.margin(), LEAST_SUGGESTED)).stream()
                .filter(one -> !one.claimed())
                .toList());
    double suggest = accept;
    for (double from = LEAST_SUGGESTED; from < accept; from = rounded(from + STEP / 2)) {
      double least = from;
      List<Judged> shown = suggested.stream().filter(one -> one.score() >= least).toList();
      long right = shown.stream().filter(Judged::right).count();
      if (right >= likely * shown.size()) {
        suggest = from;
        break;
      }
    }
    return new ThresholdFit(with(calibration, accept, calibration.margin(), suggest), precision);
  }

  private static Calibration with(Calibration bare, double accept, double margin, double suggest) {
    return new Calibration(
        bare.model(),
        bare.attribute(),
        bare.labelSet(),
        bare.temperature(),
        accept,
        margin,
        suggest);
  }

  private static Proportion precision(List<Judged> judged) {
    List<Judged> claims = judged.stream().filter(Judged::claimed).toList();
    return new Proportion((int) claims.stream().filter(Judged::right).count(), claims.size());
  }

  /** Counts one wrong claim more than there was; otherwise a perfect record would have no error. */
  private static double cautious(Proportion precision) {
    double p = precision.some() / (precision.of() + 1.0);
    return p - Math.sqrt(p * (1 - p) / (precision.of() + 1.0));
  }

  private static double rounded(double number) {
    return Math.rint(number * 1000) / 1000;
  }
}

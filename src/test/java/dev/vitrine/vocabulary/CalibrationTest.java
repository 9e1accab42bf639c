package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void knowsTheScoreThatBecomesTheThreshold() {
    Calibration calibration = new Calibration("model", "tag", "set", 2, 0.8, 0, 0.1);

    double score = calibration.acceptedScore();

    // at temperature 2 odds of 16 become odds of 4
    assertThat(score).isCloseTo(16.0 / 17, within(1e-9));
  }

  @Test
  void leavesThresholdsAloneWhereScoresAreNotFlattened() {
    assertThat(new Calibration("model", "tag", "set", 1, 0.7, 0, 0.1).acceptedScore())
        .isCloseTo(0.7, within(1e-9));
  }
}

package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabTest {
  @Test
  void takesCubeRootsWithoutAnErrorThatMatters() {
    double worst = 0;
    for (double t = 0.00886; t < 1.0001; t *= 1.00001) {
      worst = Math.max(worst, Math.abs(Lab.curve(t) / Math.cbrt(t) - 1));
    }

    assertThat(worst).isLessThan(2e-13);
  }

  @Test
  void isExactlyBlackAndWhiteAtTheEnds() {
    assertThat(Lab.ofRgb(0)).isEqualTo(new Lab(0, 0, 0));
    assertThat(Lab.ofRgb(0xffffff).l()).isCloseTo(100, within(1e-5));
    assertThat(Lab.ofRgb(0xffffff).chroma()).isLessThan(0.02);
  }
}

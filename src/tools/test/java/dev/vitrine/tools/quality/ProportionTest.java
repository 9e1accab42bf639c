package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {

  @Test
  void hasTheIntervalOfTheTextbook() {
    Proportion eightOfTen = new Proportion(8, 10);

    assertThat(eightOfTen.value()).isEqualTo(0.8);
    assertThat(eightOfTen.low()).isCloseTo(0.4902, within(1e-4));
    assertThat(eightOfTen.high()).isCloseTo(0.9433, within(1e-4));
  }

  @Test
  void staysUnsureOfAPerfectRecord() {
    assertThat(new Proportion(10, 10).high()).isCloseTo(1, within(1e-9));
    assertThat(new Proportion(10, 10).low()).isCloseTo(0.7225, within(1e-4));
  }

  @Test
  void knowsNothingOfNone() {
    assertThat(new Proportion(0, 0).low()).isZero();
    assertThat(new Proportion(0, 0).high()).isEqualTo(1);
  }
}

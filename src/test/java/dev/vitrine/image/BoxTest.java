package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxTest {
  private static final Box LEFT_HALF = new Box(0, 0, 0.5, 1);

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 1, 1",
    "0, 0, NaN, 1",
    "0, 0, Infinity, 1",
    "-Infinity, 0, 1, 1",
    "0.5, 0, 0.5, 1",
    "0, 0.5, 1, 0.4",
    "-0.1, 0, 1, 1",
    "0, 0, 1, 1.1"
  })
  void liesWithinThePictureAndHasAnArea(double left, double top, double right, double bottom) {
    assertThat(Box.isOne(left, top, right, bottom)).isFalse();
    assertThatThrownBy(() -> new Box(left, top, right, bottom))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsHowMuchOfItAnotherCovers() {
    Box corner = new Box(0.25, 0, 0.75, 0.5);

    assertThat(corner.area()).isEqualTo(0.25);
    assertThat(corner.shareIn(LEFT_HALF)).isCloseTo(0.5, within(1e-9));
    assertThat(LEFT_HALF.shareIn(corner)).isCloseTo(0.25, within(1e-9));
    assertThat(corner.likeness(LEFT_HALF)).isCloseTo(0.125 / 0.625, within(1e-9));
    assertThat(corner.areaShared(new Box(0.8, 0, 1, 1))).isZero();
    assertThat(corner.around(LEFT_HALF)).isEqualTo(new Box(0, 0, 0.75, 1));
  }
}

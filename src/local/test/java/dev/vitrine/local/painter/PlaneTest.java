package dev.vitrine.local.painter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneTest {
  @ParameterizedTest
  @ValueSource(doubles = {1.5, 4, 9.5})
  void spreadsAPointAsFarAsSigmaSays(double sigma) {
    Plane point = new Plane(101, 101);
    point.at[50 * 101 + 50] = 1;

    Plane blurred = point.blurred(sigma);

    double sum = 0;
    double variance = 0;
    for (int i = 0; i < blurred.at.length; i++) {
      sum += blurred.at[i];
      variance += blurred.at[i] * Math.pow(i % 101 - 50, 2);
    }
    assertThat(sum).isCloseTo(1, within(1e-3));
    assertThat(Math.sqrt(variance)).isCloseTo(sigma, within(0.35));
  }

  @Test
  void goesOnBeyondItsEdgesAsItEnds() {
    Plane even = new Plane(20, 17).map(any -> 7);

    assertThat(even.blurred(30).at).containsOnly(7f);
  }

  @Test
  void keepsASlopeThatIsEven() {
    Plane slope = Plane.of(60, 60, (x, y) -> 2 * x + 3 * y).blurred(3);

    assertThat(slope.slopeX(30, 30)).isCloseTo(2f, within(1e-3f));
    assertThat(slope.slopeY(30, 30)).isCloseTo(3f, within(1e-3f));
  }
}

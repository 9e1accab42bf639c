package dev.vitrine.local.painter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
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

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 40})
  void takesTheMeanOfASquare(int radius) {
    SplittableRandom random = new SplittableRandom(radius);
    int[] noise = random.ints(150 * 33, 0, 256).toArray();
    Plane plane = Plane.of(150, 33, (x, y) -> noise[y * 150 + x]);

    Plane boxed = plane.boxed(radius);

    for (int i = 0; i < noise.length; i++) {
      double sum = 0;
      for (int y = -radius; y <= radius; y++) {
        for (int x = -radius; x <= radius; x++) {
          sum += plane.near(i % 150 + x, i / 150 + y);
        }
      }
      assertThat((double) boxed.at[i]).isCloseTo(sum / Math.pow(2 * radius + 1, 2), within(1e-3));
      assertThat(plane.at[i]).isEqualTo(noise[i]);
    }
  }

  @Test
  void blursByThreeSquaresOneAfterTheOther() {
    Plane noise = Plane.of(150, 90, (x, y) -> Dice.mixed(x, y) & 255);

    assertThat(noise.blurred(3).at).isEqualTo(noise.boxed(2).boxed(2).boxed(3).at);
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

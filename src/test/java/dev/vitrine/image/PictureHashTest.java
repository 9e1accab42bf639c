package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureHashTest {
  @Test
  void picturesThatAreNearlyTheSameHaveABandInCommon() {
    Random random = new Random(14);
    for (int i = 0; i < 2_000; i++) {
      long bits = random.nextLong();
      long other = bits;
      for (int flips = 0; flips < PictureHash.NEARLY; flips++) {
        other ^= 1L << random.nextInt(64);
      }
      PictureHash one = PictureHash.ofBits(bits);
      PictureHash two = PictureHash.ofBits(other);

      assertThat(one.distance(two)).isLessThanOrEqualTo(PictureHash.NEARLY);
      assertThat(Collections.disjoint(one.bands(), two.bands())).isFalse();
    }
  }

  @Test
  void countsTheBitsThatDiffer() {
    PictureHash none = PictureHash.ofBits(0);

    assertThat(none.value()).isEqualTo("0000000000000000");
    assertThat(none.distance(PictureHash.ofBits(-1))).isEqualTo(64);
    assertThat(PictureHash.ofBits(-1).bands())
        .containsExactly("0:ffff", "1:ffff", "2:ffff", "3:ffff");
  }

  @Test
  void isSixteenDigits() {
    assertThatThrownBy(() -> new PictureHash("12")).isInstanceOf(IllegalArgumentException.class);
  }
}

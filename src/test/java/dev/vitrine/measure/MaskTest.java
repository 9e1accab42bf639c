package dev.vitrine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  @ParameterizedTest
  @CsvSource({"40, 30, 0", "40, 30, 1", "31, 47, 2", "9, 20, 12", "1, 1, 3"})
  void growsAndShrinksByASquareAroundEachPixel(int width, int height, int by) {
    Mask mask = random(width, height);

    Mask dilated = mask.dilated(by);
    Mask eroded = mask.eroded(by);

    for (int i = 0; i < mask.set().length; i++) {
      assertThat(dilated.set()[i]).isEqualTo(isNear(mask, i, by, true));
      assertThat(eroded.set()[i]).isEqualTo(!isNear(mask, i, by, false));
    }
  }

  @ParameterizedTest
  @CsvSource({"40, 30", "1, 1", "3, 200"})
  void listsAndCountsItsPixels(int width, int height) {
    Mask mask = random(width, height);

    assertThat(mask.pixels()).isSorted().doesNotHaveDuplicates().hasSize(mask.count());
    for (int pixel : mask.pixels()) {
      assertThat(mask.set()[pixel]).isTrue();
    }
    assertThat(Mask.all(width, height).count()).isEqualTo(width * height);
    assertThat(mask.without(mask).isEmpty()).isTrue();
  }

  private static Mask random(int width, int height) {
    Random random = new Random(1);
    boolean[] set = new boolean[width * height];
    for (int i = 0; i < set.length; i++) {
      set[i] = random.nextInt(3) == 0;
    }
    return new Mask(width, height, set);
  }

  private static boolean isNear(Mask mask, int pixel, int by, boolean value) {
    boolean near = false;
    for (int i = 0; i < mask.set().length; i++) {
      int across = Math.abs(i % mask.width() - pixel % mask.width());
      int down = Math.abs(i / mask.width() - pixel / mask.width());
      near |= mask.set()[i] == value && Math.max(across, down) <= by;
    }
    return near;
  }
}

package dev.vitrine.local.painter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaintColorTest {
  @Test
  void givesEveryColourItsBytesBack() {
    for (int rgb = 0; rgb <= 0xffffff; rgb += 0x010307) {
      int back = PaintColor.of(rgb).rgb();
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat(back >> shift & 255).isCloseTo(rgb >> shift & 255, within(1));
      }
    }
  }

  /** Values of the CIE formulas for sRGB under D65. */
  @Test
  void agreesWithTheDefinition() {
    assertIs(PaintColor.of(0xffffff), 100, 0, 0);
    assertIs(PaintColor.of(0x000000), 0, 0, 0);
    assertIs(PaintColor.of(0xff0000), 53.24, 80.09, 67.20);
    assertIs(PaintColor.of(0x0000ff), 32.30, 79.19, -107.86);
  }

  private static void assertIs(PaintColor colour, double l, double a, double b) {
    assertThat((double) colour.l()).isCloseTo(l, within(0.1));
    assertThat((double) colour.a()).isCloseTo(a, within(0.1));
    assertThat((double) colour.b()).isCloseTo(b, within(0.1));
  }
}

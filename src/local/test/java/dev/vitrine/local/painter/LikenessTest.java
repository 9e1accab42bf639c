package dev.vitrine.local.painter;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A painting is to look like its style and like its product. */
class LikenessTest {
  private static final int SIDE = 320;
  private static final int CELL = 8;

  /** Colours read off the two paintings, and not used by the painter as they are here. */
  private static final int[] STARRY_NIGHT = {
    0x0f1a3c, 0x1f3f8f, 0x3a6aae, 0x7fa9c4, 0xb9c9b0, 0xe2c84a, 0xf3e08c, 0x1c2a20, 0xb8781f
  };

  private static final int[] GREAT_WAVE = {
    0x17274c, 0x2b4f7e, 0x6c93ae, 0xb5c8cb, 0xefe6cf, 0xd8c9a3, 0xb79b6c, 0x8f9696
  };

  private static PaintColor[] palette(PaintingStyle style) {
    int[] rgb = style == PaintingStyle.STARRY_NIGHT ? STARRY_NIGHT : GREAT_WAVE;
    return Arrays.stream(rgb).mapToObj(PaintColor::of).toArray(PaintColor[]::new);
  }

  @ParameterizedTest
  @EnumSource
  void takesAProductToThePaletteOfThePainting(PaintingStyle style) {
    BufferedImage mug = Products.mug(SIDE, SIDE, new Color(0xf3dede));

    assertThat(strangeness(Painter.paint(mug, style, 5, 0.65), style))
        .isLessThan(0.7 * strangeness(mug, style));
  }

  @ParameterizedTest
  @EnumSource
  void takesASceneToThePaletteOfThePainting(PaintingStyle style) {
    BufferedImage scene = Products.scene(SIDE, SIDE);

    assertThat(strangeness(Painter.paint(scene, style, 5, 0.65), style))
        .isLessThan(0.85 * strangeness(scene, style));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheLightAndShadeOfTheProduct(PaintingStyle style) {
    BufferedImage mug = Products.mug(SIDE, SIDE, Color.WHITE);
    double[] before = lightnessOfBody(mug);
    double[] after = lightnessOfBody(Painter.paint(mug, style, 5, 0.65));

    assertThat(correlation(before, after)).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheOutlineOfTheProduct(PaintingStyle style) {
    BufferedImage mug = Products.mug(SIDE, SIDE, Color.WHITE);
    PaintPlanes painted = PaintPlanes.of(Painter.paint(mug, style, 5, 0.65));
    int left = (int) (Products.BODY.getMinX() * SIDE);
    int top = (int) (Products.BODY.getMinY() * SIDE) + 20;

    double across =
        IntStream.range(top, top + 100)
            .mapToDouble(y -> step(painted, left, y))
            .average()
            .orElse(0);
    double inside =
        IntStream.range(top, top + 100)
            .mapToDouble(y -> step(painted, left + 16, y))
            .average()
            .orElse(0);

    assertThat(across).isGreaterThan(25).isGreaterThan(2.5 * inside);
  }

  @Test
  void paintsStrokesThatAreLongerThanTheyAreWide() {
    BufferedImage plain = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Plane l = PaintPlanes.of(Painter.paint(plain, PaintingStyle.STARRY_NIGHT, 5, 1)).l();
    Flow flow = Flow.along(l, Flow.alongLevels(l), new Plane(SIDE, SIDE), 0.5);
    double along = 0;
    double across = 0;
    for (int y = 8; y < SIDE - 8; y++) {
      for (int x = 8; x < SIDE - 8; x++) {
        int dx = Math.round(4 * flow.x().near(x, y));
        int dy = Math.round(4 * flow.y().near(x, y));
        along += Math.abs(l.near(x + dx, y + dy) - l.near(x, y));
        across += Math.abs(l.near(x - dy, y + dx) - l.near(x, y));
      }
    }

    assertThat(across).isGreaterThan(1.5 * along);
  }

  /** The mean distance of a picture's colours from the nearest of a palette. */
  private static double strangeness(BufferedImage picture, PaintingStyle style) {
    PaintPlanes colours = PaintPlanes.of(picture);
    PaintColor[] palette = palette(style);
    return IntStream.range(0, SIDE * SIDE)
        .mapToDouble(
            pixel ->
                Arrays.stream(palette)
                    .mapToDouble(colour -> colours.difference(pixel, colour))
                    .min()
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  private static double[] lightnessOfBody(BufferedImage picture) {
    Plane l = PaintPlanes.of(picture).l().boxed(CELL / 2);
    return IntStream.range(0, SIDE * SIDE)
        .filter(i -> i % SIDE % CELL == 0 && i / SIDE % CELL == 0)
        .filter(i -> Products.BODY.contains((double) (i % SIDE) / SIDE, (double) (i / SIDE) / SIDE))
        .mapToDouble(i -> l.at[i])
        .toArray();
  }

  private static double correlation(double[] one, double[] other) {
    double meanOne = Arrays.stream(one).average().orElseThrow();
    double meanOther = Arrays.stream(other).average().orElseThrow();
    double both = 0;
    double squaredOne = 0;
    double squaredOther = 0;
    for (int i = 0; i < one.length; i++) {
      both += (one[i] - meanOne) * (other[i] - meanOther);
      squaredOne += (one[i] - meanOne) * (one[i] - meanOne);
      squaredOther += (other[i] - meanOther) * (other[i] - meanOther);
    }
    return both / Math.sqrt(squaredOne * squaredOther);
  }

  /** How much the colour changes within a few pixels of a place on a row. */
  private static double step(PaintPlanes picture, int x, int y) {
    return picture.difference(y * SIDE + x - 4, picture.at(y * SIDE + x + 4));
  }
}

package dev.vitrine.local.painter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PainterTest {
  private static final int SIDE = 320;
  private static final BufferedImage MUG = Products.mug(SIDE, SIDE, Color.WHITE);

  @ParameterizedTest
  @EnumSource
  void paintsTheSameBytesForTheSameArguments(PaintingStyle style) {
    assertSame(Painter.paint(MUG, style, 7, 0.7), Painter.paint(MUG, style, 7, 0.7));
  }

  @ParameterizedTest
  @EnumSource
  void paintsAnotherBackdropForAnotherSeed(PaintingStyle style) {
    BufferedImage one = Painter.paint(MUG, style, 1, 1);
    BufferedImage other = Painter.paint(MUG, style, 2, 1);

    assertThat(distance(one, other, Products.BACKDROP)).isGreaterThan(8);
  }

  @ParameterizedTest
  @EnumSource
  void paintsAnotherBackdropForAnotherProduct(PaintingStyle style) {
    BufferedImage green = Products.mug(SIDE, SIDE, Color.WHITE, new Color(0x2f7a44));

    double distance =
        distance(
            Painter.paint(MUG, style, 1, 1), Painter.paint(green, style, 1, 1), Products.BACKDROP);

    assertThat(distance).isGreaterThan(4);
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "17, 33", "16, 200", "301, 40", "2048, 16"})
  void paintsPicturesOfAnySize(int width, int height) {
    for (PaintingStyle style : PaintingStyle.values()) {
      BufferedImage painted =
          Painter.paint(Products.mug(width, height, Color.WHITE), style, 3, 0.7);

      assertThat(painted.getWidth()).isEqualTo(width);
      assertThat(painted.getHeight()).isEqualTo(height);
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheOriginalBackAtStrengthZero(PaintingStyle style) {
    assertSame(Painter.paint(MUG, style, 7, 0), MUG);
  }

  @ParameterizedTest
  @EnumSource
  void goesFartherFromThePictureTheStrongerItPaints(PaintingStyle style) {
    Rectangle2D all = new Rectangle2D.Double(0, 0, 1, 1);
    double[] distances =
        Arrays.stream(new double[] {0, 0.1, 0.3, 0.5, 0.75, 1})
            .map(strength -> distance(MUG, Painter.paint(MUG, style, 7, strength), all))
            .toArray();

    assertThat(distances).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void paintsAPlainBackdropAsANightSkyFullOfLight() {
    BufferedImage painted = Painter.paint(MUG, PaintingStyle.STARRY_NIGHT, 7, 0.65);
    PaintColor sky = Products.mean(painted, Products.BACKDROP);

    assertThat(sky.b()).isLessThan(-15);
    assertThat(share(painted, Products.BACKDROP, c -> c.b() < -15)).isGreaterThan(0.5);
    assertThat(share(painted, Products.BACKDROP, c -> c.l() > 70 && c.b() > 15))
        .isBetween(0.01, 0.3);
  }

  @Test
  void paintsAPlainBackdropAsPaperSkyOverABlueSea() {
    BufferedImage painted = Painter.paint(MUG, PaintingStyle.GREAT_WAVE, 7, 0.65);

    assertThat(share(painted, Products.SEA, c -> c.b() < -10)).isGreaterThan(0.5);
    assertThat(share(painted, Products.BACKDROP, c -> c.l() > 60 && Math.abs(c.b()) < 20))
        .isGreaterThan(0.4);
  }

  @Test
  void paintsTheSkyThatShowsThroughAHandle() {
    BufferedImage painted = Painter.paint(MUG, PaintingStyle.STARRY_NIGHT, 7, 0.65);

    assertThat(share(painted, Products.HANDLE_HOLE, c -> c.b() < -8 || c.b() > 15))
        .isGreaterThan(0.8);
  }

  @ParameterizedTest
  @EnumSource
  void leavesAPaleLabelOnTheProduct(PaintingStyle style) {
    PaintColor label = Products.mean(Painter.paint(MUG, style, 7, 0.65), Products.LABEL);

    assertThat(label.l()).isGreaterThan(75);
    assertThat(label.b()).isBetween(-5f, 25f);
  }

  @ParameterizedTest
  @EnumSource
  void keepsRedRed(PaintingStyle style) {
    Rectangle2D glaze = new Rectangle2D.Double(0.31, 0.57, 0.1, 0.07);
    PaintColor red = Products.mean(Painter.paint(MUG, style, 7, 0.65), glaze);

    assertThat(red.a()).isGreaterThan(25).isGreaterThan(red.b());
  }

  @Test
  void takesTransparencyForWhite() {
    BufferedImage cutOut = Products.mug(SIDE, SIDE, new Color(0, true));

    BufferedImage onWhite = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    onWhite.createGraphics().drawImage(cutOut, 0, 0, Color.WHITE, null);

    assertSame(
        Painter.paint(cutOut, PaintingStyle.GREAT_WAVE, 7, 0.65),
        Painter.paint(onWhite, PaintingStyle.GREAT_WAVE, 7, 0.65));
  }

  @Test
  void refusesWhatItCannotPaint() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Painter.paint(MUG, PaintingStyle.GREAT_WAVE, 7, 1.01))
        .withMessageContaining("1.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Painter.paint(MUG, PaintingStyle.GREAT_WAVE, 7, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Painter.paint(Products.mug(15, 99, Color.WHITE), PaintingStyle.GREAT_WAVE, 7, 0.5))
        .withMessageContaining("15");
  }

  private interface ColourTest {
    boolean passes(PaintColor colour);
  }

  private static double share(BufferedImage picture, Rectangle2D part, ColourTest test) {
    int passed = 0;
    int count = 0;
    for (int y = (int) (part.getMinY() * SIDE); y < part.getMaxY() * SIDE; y++) {
      for (int x = (int) (part.getMinX() * SIDE); x < part.getMaxX() * SIDE; x++) {
        passed += test.passes(PaintColor.of(picture.getRGB(x, y))) ? 1 : 0;
        count++;
      }
    }
    return (double) passed / count;
  }

  /** The mean CIE76 difference of two pictures in a part. */
  private static double distance(BufferedImage one, BufferedImage other, Rectangle2D part) {
    double sum = 0;
    int count = 0;
    for (int y = (int) (part.getMinY() * SIDE); y < part.getMaxY() * SIDE; y++) {
      for (int x = (int) (part.getMinX() * SIDE); x < part.getMaxX() * SIDE; x++) {
        PaintColor a = PaintColor.of(one.getRGB(x, y));
        PaintColor b = PaintColor.of(other.getRGB(x, y));
        sum += Math.hypot(a.l() - b.l(), Math.hypot(a.a() - b.a(), a.b() - b.b()));
        count++;
      }
    }
    return sum / count;
  }

  /** Says where pictures differ first, and does not print them. */
  @Test
  void givesUpAPaintingThatTakesTooLong() {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);

    assertThatThrownBy(
            () -> Painter.paint(picture, PaintingStyle.GREAT_WAVE, 1, 0.6, Duration.ZERO))
        .isInstanceOf(PaintingTooSlowException.class);
    assertThat(Painter.paint(picture, PaintingStyle.GREAT_WAVE, 1, 0.6)).isNotNull();
  }

  private static void assertSame(BufferedImage one, BufferedImage other) {
    assertThat(Arrays.mismatch(rgb(one), rgb(other))).isEqualTo(-1);
  }

  private static int[] rgb(BufferedImage picture) {
    int[] rgb =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    return Arrays.stream(rgb).map(pixel -> pixel & 0xffffff).toArray();
  }
}

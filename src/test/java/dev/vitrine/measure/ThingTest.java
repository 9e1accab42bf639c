package dev.vitrine.measure;

import static dev.vitrine.measure.ColorMeasurerTest.SIDE;
import static dev.vitrine.measure.ColorMeasurerTest.noisy;
import static dev.vitrine.measure.ColorMeasurerTest.rgb;
import static dev.vitrine.measure.ColorMeasurerTest.scaled;
import static dev.vitrine.measure.ColorMeasurerTest.thingBox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.decode.Pictures;
import dev.vitrine.image.Color;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of a shop's photograph is the product: not its shadow, nor what is around it. */
class ThingTest {
  /** Its bright parts are as white as the backdrop; only its shade and a print differ from it. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.15, 0.2})
  void namesAWhiteThingWhoseLightsMeltIntoTheBackdrop(double depth) {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, 0xffffff);
    shaded(image, 0xf6f6f6, depth);
    Pictures.fill(image, 100, 85, 40, 12, 0x2d5af0);
    shadowBelow(image);

    assertThat(ColorMeasurer.measure(image).colors().get(0).name()).isEqualTo("white");
  }

  @ParameterizedTest
  @CsvSource({"c4c4c4, light grey", "8a8a8a, grey", "add8e6, light blue", "f7e463, yellow"})
  void leavesAPaleThingItsColor(String color, String name) {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, 0xffffff);
    shaded(image, rgb(color), 0.12);
    shadowBelow(image);

    assertThat(ColorMeasurer.measure(image).colors().get(0).name()).isEqualTo(name);
  }

  @Test
  void leavesAShadowOutThatLiesBelowItsThing() {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Pictures.fill(image, 100, 60, 40, 60, 0xd49a2a);
    shadowBelow(image);

    assertThat(ColorMeasurer.measure(image).colors())
        .extracting(Color::name)
        .containsExactly("mustard");
    assertThat(thingBox(image).bottom()).isCloseTo(0.5, within(0.02));
  }

  /** A bent tube, which also reaches the picture's edge, as the things of many shops do. */
  @ParameterizedTest
  @CsvSource({"0, 0.01", "70, 0.01", "70, 0.05"})
  void leavesOutWhatIsSeenThroughAThing(int left, double noise) {
    BufferedImage image = backdrop(0xf0f4f4, noise);
    Pictures.fill(image, left, 60, 120, 120, 0xc8102e);
    BufferedImage hole = backdrop(0xf0f4f4, noise);
    image.setRGB(
        left + 10, 70, 100, 100, hole.getRGB(left + 10, 70, 100, 100, null, 0, 100), 0, 100);

    assertThat(ColorMeasurer.measure(image).colors())
        .extracting(Color::name)
        .containsExactly("red");
  }

  /** A cupboard seen from its corner: its front is almost as white as the backdrop. */
  @Test
  void namesBothColorsOfAThingWithAWhitePart() {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Pictures.fill(image, 60, 50, 54, 140, 0xf0f0f0);
    Pictures.fill(image, 114, 50, 70, 140, 0x8b5a2b);

    assertThat(ColorMeasurer.measure(image).colors())
        .extracting(Color::name)
        .containsExactly("brown", "white");
  }

  /** Five bars, and one small thick part that is all that lies inside of a rim. */
  @Test
  void measuresAThinThingUpToItsEdge() {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, 0xffffff);
    for (int x = 50; x < 200; x += 30) {
      Pictures.fill(image, x, 40, 4, 160, 0xc8102e);
    }
    Pictures.fill(image, 105, 100, 16, 16, 0x808080);

    assertThat(ColorMeasurer.measure(image).colors().get(0).name()).isEqualTo("red");
  }

  /** Trousers before a wall: the middle of the picture is half wall. */
  @Test
  void leavesTheSurroundingsOfASceneOut() {
    BufferedImage image = noisy(0x4a2c1a);
    for (int y = 0; y < SIDE; y += 12) {
      Pictures.fill(image, 0, y, SIDE, 5, 0x2a2627);
    }
    Pictures.fill(image, 60, 80, 36, 160, 0x1f5fbf);
    Pictures.fill(image, 144, 80, 36, 160, 0x1f5fbf);

    Measurement measured = ColorMeasurer.measure(image);

    assertThat(measured.isPlain()).isFalse();
    assertThat(measured.colors()).extracting(Color::name).containsExactly("blue");
  }

  /** Paper or cloth, each pixel lighter or darker by this part. */
  private static BufferedImage backdrop(int rgb, double noise) {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, rgb);
    Random random = new Random(9);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, scaled(rgb, 1 + noise * random.nextGaussian()));
    }
    return image;
  }

  /** A round thing, lit from above, its lower half in soft shade. */
  private static void shaded(BufferedImage image, int rgb, double depth) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      double x = (i % SIDE - SIDE / 2.0) / 80;
      double y = (i / SIDE - 110.0) / 60;
      if (x * x + y * y < 1) {
        double shade = depth / (1 + Math.exp(-6 * (y - 0.2)));
        image.setRGB(i % SIDE, i / SIDE, scaled(rgb, 1 - shade));
      }
    }
  }

  /** The soft shadow of a thing that floats above it. */
  private static void shadowBelow(BufferedImage image) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      double x = (i % SIDE - SIDE / 2.0) / 60;
      double y = (i / SIDE - 205.0) / 8;
      double dark = 0.45 * Math.exp(-x * x * x * x - y * y);
      if (dark > 0.004) {
        image.setRGB(i % SIDE, i / SIDE, scaled(0xffffff, 1 - dark));
      }
    }
  }
}

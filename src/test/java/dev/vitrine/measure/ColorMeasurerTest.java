package dev.vitrine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.decode.DecodedPicture;
import dev.vitrine.decode.Lab;
import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.decode.Pictures;
import dev.vitrine.image.Box;
import dev.vitrine.image.Color;
import dev.vitrine.render.Renditions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorMeasurerTest {
  static final int SIDE = 240;

  @ParameterizedTest
  @CsvSource({
    "ffffff, white",
    "f6f6f6, white",
    "0a0a0a, black",
    "808080, grey",
    "d8d8d8, grey",
    "add8e6, plain light blue",
    "e8dcc4, plain beige",
    "c8102e, plain red",
    "14213d, plain navy",
    "2e9e3f, plain green"
  })
  void namesAPlainBackdrop(String backdrop, String name) {
    BufferedImage image = noisy(rgb(backdrop));
    Pictures.fill(image, 80, 80, 80, 80, 0xf57c00);

    assertThat(ColorMeasurer.measure(image).background()).isEqualTo(name);
  }

  @Test
  void callsAnUnevenBackdropAScene() throws Exception {
    BufferedImage coffee = Pictures.coffee();

    Measurement measured = ColorMeasurer.measure(coffee);

    assertThat(measured.background()).isEqualTo("scene");
    assertThat(measured.isPlain()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "c8102e, red", "14213d, navy", "ffe100, yellow", "6d1026, burgundy", "ff1493, hot pink",
    "6a0dad, purple", "008080, teal", "d2b48c, tan", "6f4e37, brown", "808080, grey",
    "f4a6b8, pink", "808000, olive", "ff8c00, orange", "0b4d2c, dark green", "111111, black"
  })
  void namesTheColorOfAnObjectWhateverStandsBehindIt(String color, String name) {
    for (int backdrop : new int[] {0xffffff, 0xdfe8f2, 0xf2e8df}) {
      BufferedImage image = noisy(backdrop);
      Pictures.fill(image, 60, 60, 120, 120, rgb(color));

      List<Color> colors = ColorMeasurer.measure(image).colors();

      assertThat(colors).extracting(Color::name).containsExactly(name);
      assertThat(colors.get(0).share()).isEqualTo(1);
      assertThat(colors.get(0).hex()).isEqualTo("#" + color);
    }
  }

  @Test
  void givesTheSharesOfTwoColorsByTheirArea() {
    BufferedImage image = noisy(0xffffff);
    Pictures.fill(image, 60, 60, 120, 120, 0x14213d);
    Pictures.fill(image, 60, 60, 120, 36, 0xc8102e);

    List<Color> colors = ColorMeasurer.measure(image).colors();

    assertThat(colors).extracting(Color::name).containsExactly("navy", "red");
    assertThat(colors.get(0).share()).isCloseTo(0.7, within(0.02));
    assertThat(colors.get(1).share()).isCloseTo(0.3, within(0.02));
  }

  /** As most people name them who were asked, in xkcd's survey of 2010 or by the names of CSS. */
  @ParameterizedTest
  @CsvSource({
    "a06f97, purple",
    "a877a5, purple",
    "ffe2a1, beige",
    "d6ecf6, white",
    "b9d3ea, light blue"
  })
  void namesAColorAtABorderAsMostPeopleDo(String color, String name) {
    assertThat(ColorNames.nearest(Lab.ofRgb(rgb(color)))).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"d2142f, red", "1f5fbf, blue", "2e9e3f, green", "d9a51c, mustard", "008a8a, teal"})
  void countsLightAndShadeOfOneThingAsOneColor(String color, String name) {
    BufferedImage image = noisy(0xffffff);
    sphere(image, rgb(color));

    assertThat(ColorMeasurer.measure(image).colors()).extracting(Color::name).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({"c8102e, 6d1026, red, burgundy", "2a6fdb, 0b1f4b, blue, navy"})
  void tellsStripesOfOneHueFromLightAndShade(String one, String other, String name, String second) {
    BufferedImage image = noisy(0xffffff);
    for (int x = 60; x < 180; x += 24) {
      Pictures.fill(image, x, 60, 12, 120, rgb(one));
      Pictures.fill(image, x + 12, 60, 12, 120, rgb(other));
    }

    assertThat(ColorMeasurer.measure(image).colors())
        .extracting(Color::name)
        .containsExactlyInAnyOrder(name, second);
  }

  @Test
  void boxesTheObject() {
    BufferedImage image = noisy(0xffffff);
    Pictures.fill(image, 60, 24, 120, 96, 0x14213d);

    Box box = thingBox(image);

    assertThat(box.left()).isCloseTo(0.25, within(0.005));
    assertThat(box.top()).isCloseTo(0.1, within(0.005));
    assertThat(box.right()).isCloseTo(0.75, within(0.005));
    assertThat(box.bottom()).isCloseTo(0.5, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({"f8f8f6, white", "f3efe4, cream"})
  void takesTheShadowsOfAWhiteThingForPartOfIt(String color, String name) {
    BufferedImage image = noisy(0x3b6ea8);
    sphere(image, rgb(color));

    assertThat(ColorMeasurer.measure(image).colors()).extracting(Color::name).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "ffffff, f5f5f5, white",
    "ffffff, ebebeb, white",
    "ffffff, e1e1e1, white",
    "f8f8f8, ffffff, white"
  })
  void namesAWhiteThingOnWhiteThatHasOnlyASoftShadow(String backdrop, String color, String name) {
    for (double depth : new double[] {0.15, 0.25, 0.4}) {
      BufferedImage image = noisy(rgb(backdrop));
      softShadow(image, rgb(backdrop), depth);
      Pictures.fill(image, 60, 50, 120, 140, rgb(color));

      assertThat(ColorMeasurer.measure(image).colors().get(0).name()).isEqualTo(name);
    }
  }

  @Test
  void doesNotTakeAGrayThingForAShadow() {
    BufferedImage image = noisy(0xffffff);
    softShadow(image, 0xffffff, 0.25);
    Pictures.fill(image, 60, 50, 120, 140, 0xb8b8b8);

    assertThat(ColorMeasurer.measure(image).colors().get(0).name()).isEqualTo("light grey");
  }

  @Test
  void doesNotTakeAGrayThingForAShadedWhiteOne() {
    BufferedImage image = noisy(0xffffff);
    sphere(image, 0x808080);

    assertThat(ColorMeasurer.measure(image).colors())
        .extracting(Color::name)
        .contains("grey")
        .doesNotContain("white");
  }

  @Test
  void tellsGrayStripesOnWhiteFromShadows() {
    BufferedImage image = noisy(0x3b6ea8);
    for (int x = 60; x < 180; x += 24) {
      Pictures.fill(image, x, 60, 12, 120, 0xf8f8f6);
      Pictures.fill(image, x + 12, 60, 12, 120, 0x808080);
    }

    assertThat(ColorMeasurer.measure(image).colors())
        .extracting(Color::name)
        .containsExactlyInAnyOrder("white", "grey");
  }

  @Test
  void measuresTheSameColorsEachTimeAndInLargePicturesToo() throws Exception {
    DecodedPicture coffee =
        new PictureDecoder(PictureLimits.DEFAULT).decode(Pictures.resource("lossy.webp"));
    BufferedImage fromJpeg =
        ImageIO.read(new ByteArrayInputStream(new Renditions().of(coffee).rendition()));

    assertThat(ColorMeasurer.measure(coffee.image()))
        .isEqualTo(ColorMeasurer.measure(coffee.image()));
    assertThat(ColorMeasurer.measure(fromJpeg).background()).isEqualTo("scene");
    BufferedImage large = Pictures.blank(1000, 800, BufferedImage.TYPE_3BYTE_BGR, 0xffffff);
    Pictures.fill(large, 250, 200, 500, 400, 0x14213d);
    assertThat(ColorMeasurer.measure(large).colors())
        .extracting(Color::name)
        .containsExactly("navy");
  }

  @Test
  void measuresAPictureWithNothingOnIt() {
    List<Color> colors = ColorMeasurer.measure(noisy(0xffffff)).colors();

    assertThat(colors).extracting(Color::name).containsExactly("white");
  }

  @Test
  void knowsThirtyNames() {
    assertThat(ColorNames.all()).hasSize(30).doesNotHaveDuplicates();
  }

  /** {@return where the thing before a plain backdrop is} */
  static Box thingBox(BufferedImage image) {
    LabPicture picture = LabPicture.of(image);
    return Foreground.before(Backdrop.of(picture), picture).all().box();
  }

  /** A backdrop as a camera sees it. */
  static BufferedImage noisy(int rgb) {
    BufferedImage image = Pictures.blank(SIDE, SIDE, BufferedImage.TYPE_INT_RGB, rgb);
    Random random = new Random(3);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, scaled(rgb, 1 + 0.01 * random.nextGaussian()));
    }
    return image;
  }

  /** Lit from the upper left as in a studio: shadows have half the brightness of lights. */
  private static void sphere(BufferedImage image, int rgb) {
    int radius = 80;
    for (int i = 0; i < SIDE * SIDE; i++) {
      double x = (i % SIDE - SIDE / 2.0) / radius;
      double y = (i / SIDE - SIDE / 2.0) / radius;
      if (x * x + y * y < 1) {
        double z = Math.sqrt(1 - x * x - y * y);
        double light = Math.max(0, (-x - y + 1.4 * z) / Math.sqrt(1 + 1 + 1.4 * 1.4));
        image.setRGB(i % SIDE, i / SIDE, scaled(rgb, 0.5 + 0.5 * light));
      }
    }
  }

  /** Under the thing and beside it, darkest in the middle. */
  private static void softShadow(BufferedImage image, int backdrop, double depth) {
    for (int i = 0; i < SIDE * SIDE; i++) {
      double x = (i % SIDE - SIDE / 2.0) / 90;
      double y = (i / SIDE - 0.8 * SIDE) / 22;
      double dark = depth * Math.exp(-x * x * x * x - y * y);
      if (dark > 0.01) {
        image.setRGB(i % SIDE, i / SIDE, scaled(backdrop, 1 - dark));
      }
    }
  }

  static int scaled(int rgb, double by) {
    int red = Math.min(255, (int) ((rgb >> 16 & 0xff) * by));
    int green = Math.min(255, (int) ((rgb >> 8 & 0xff) * by));
    int blue = Math.min(255, (int) ((rgb & 0xff) * by));
    return red << 16 | green << 8 | blue;
  }

  static int rgb(String hex) {
    return Integer.parseInt(hex, 16);
  }
}

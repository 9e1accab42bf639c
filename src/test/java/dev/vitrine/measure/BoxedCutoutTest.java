package dev.vitrine.measure;

import static dev.vitrine.measure.Photos.HEIGHT;
import static dev.vitrine.measure.Photos.WIDTH;
import static dev.vitrine.measure.Photos.graphics;
import static dev.vitrine.measure.Photos.isNear;
import static dev.vitrine.measure.Photos.jpeg;
import static dev.vitrine.measure.Photos.noisy;
import static dev.vitrine.measure.Photos.painted;
import static dev.vitrine.measure.Photos.shadow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A pot on white paper, and what a captioner's boxes change about its cutout. */
class BoxedCutoutTest {
  private static final Shape POT = new RoundRectangle2D.Double(340, 300, 340, 300, 60, 60);
  private static final Box AROUND_POT = box(340, 300, 680, 600);

  /** Stands right of the pot, behind this column. */
  private static final Shape PROP = new Ellipse2D.Double(800, 120, 140, 110);

  private static final Box AROUND_PROP = box(800, 120, 940, 230);
  private static final int BETWEEN = 740;

  /** How the pot is lit. */
  enum Light {
    EVEN,
    SOFT_SHADOW
  }

  @ParameterizedTest
  @EnumSource
  void paintsThePropAndKeepsTheProductBitForBit(Light light) throws IOException {
    BufferedImage picture = photo(light, PROP);
    BufferedImage painted = painted();
    Cutout without = Cutout.of(picture, null);

    Cutout cutout = Cutout.of(picture, products(AROUND_POT));
    BufferedImage over = cutout.pastedOnto(painted);

    assertThat(without.isKept(870, 175)).isTrue();
    assertThat(cutout.isKept(510, 450)).isTrue();
    int wrong = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean isKept = cutout.isKept(x, y);
        wrong += isKept == (x < BETWEEN && without.isKept(x, y)) ? 0 : 1;
        if (isKept) {
          wrong += over.getRGB(x, y) == picture.getRGB(x, y) ? 0 : 1;
        } else if (!isNear(cutout, x, y)) {
          wrong += over.getRGB(x, y) == painted.getRGB(x, y) ? 0 : 1;
        }
      }
    }
    assertThat(wrong).isZero();
  }

  static Stream<Box> inexact() {
    return Stream.of(
        grown(-0.1, 0, 0),
        grown(0.1, 0, 0),
        grown(0, 0.1, 0.1),
        grown(-0.1, 0.1, -0.1),
        grown(0.1, -0.1, 0.1));
  }

  @ParameterizedTest
  @MethodSource("inexact")
  void aBoxThatIsOffByATenthCutsNothing(Box box) throws IOException {
    for (Light light : Light.values()) {
      BufferedImage picture = photo(light, PROP);

      Cutout exact = Cutout.of(picture, products(AROUND_POT));

      assertThat(differences(Cutout.of(picture, products(box)), exact)).isZero();
    }
  }

  @Test
  void aBoxOfTheWholePictureChangesNothing() throws IOException {
    BufferedImage picture = photo(Light.SOFT_SHADOW, PROP);
    Cutout without = Cutout.of(picture, null);

    assertThat(differences(Cutout.of(picture, products(new Box(0, 0, 1, 1))), without)).isZero();
    assertThat(differences(Cutout.of(picture, products(AROUND_POT, AROUND_PROP)), without))
        .isZero();
  }

  @Test
  void whoWearsTheProductIsNotPainted() throws IOException {
    BufferedImage picture = photo(Light.EVEN, PROP);
    DetectedBoxes boxes = new DetectedBoxes(List.of(AROUND_POT), List.of(AROUND_PROP));

    assertThat(differences(Cutout.of(picture, boxes), Cutout.of(picture, null))).isZero();
  }

  /** The lid is apart from the pot, and the box ends between them. */
  @Test
  void aPartOfTheProductBesideItsBoxStays() throws IOException {
    BufferedImage picture = photo(Light.EVEN, new Rectangle2D.Double(430, 270, 160, 20));

    Cutout cutout = Cutout.of(picture, products(AROUND_POT));

    assertThat(cutout.isKept(510, 280)).isTrue();
    assertThat(differences(cutout, Cutout.of(picture, null))).isZero();
  }

  @Test
  void refusesWhereThingsAsLargeAsTheProductHaveNoBox() throws IOException {
    Shape twin = new RoundRectangle2D.Double(720, 330, 260, 270, 60, 60);

    assertUnsure(photo(Light.EVEN, twin), products(AROUND_POT), Separation.BESIDE);
  }

  /** As a white sleeve on white paper, of which pixels see nothing. */
  @Test
  void refusesWhereTheProductIsLargerThanWhatStandsOut() throws IOException {
    BufferedImage picture = photo(Light.EVEN, PROP);

    assertUnsure(picture, products(box(340, 300, 680, 758)), Separation.UNFILLED);
    assertUnsure(picture, products(box(140, 300, 680, 600)), Separation.UNFILLED);
    assertUnsure(picture, products(AROUND_POT, box(100, 400, 280, 700)), Separation.UNFILLED);
  }

  /** The flood came in through its gap: it may be the rim of a white plate. */
  @Test
  void refusesAnOutlineWhoseInsideWasTakenForTheBackdrop() throws IOException {
    BufferedImage picture = blank();
    Graphics2D g = graphics(picture);
    g.setColor(new Color(0x2f4b8f));
    g.setStroke(new BasicStroke(16));
    g.draw(new Arc2D.Double(220, 92, 584, 584, 20, 320, Arc2D.OPEN));
    g.dispose();

    assertUnsure(jpeg(noisy(picture)), products(box(212, 84, 812, 684)), Separation.UNFILLED);
  }

  @Test
  void refusesWhatReachesFarBeyondTheBox() throws IOException {
    BufferedImage picture = photo(Light.EVEN, new Rectangle2D.Double(90, 590, 844, 90));

    assertUnsure(picture, products(AROUND_POT), Separation.BEYOND);
  }

  @Test
  void makesNothingSureThatPixelsDoNotTell() throws IOException {
    BufferedImage picture = photo(Light.EVEN, new Rectangle2D.Double(0, 0, 300, HEIGHT));

    assertThatThrownBy(() -> Cutout.of(picture, products(AROUND_POT)))
        .isInstanceOf(ProductUnsureException.class)
        .hasMessage(Separation.SCENE.words());
  }

  private static void assertUnsure(BufferedImage picture, DetectedBoxes boxes, Separation why) {
    assertThat(separation(picture)).isEqualTo(Separation.SURE);
    assertThatThrownBy(() -> Cutout.of(picture, boxes))
        .isInstanceOf(ProductUnsureException.class)
        .hasMessage(why.words());
  }

  private static BufferedImage photo(Light light, Shape beside) throws IOException {
    BufferedImage picture = blank();
    if (light == Light.SOFT_SHADOW) {
      shadow(picture);
    }
    fill(picture, beside, 0x2f4b8f);
    fill(picture, POT, 0x8a2b20);
    return jpeg(noisy(picture));
  }

  private static BufferedImage blank() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    fill(picture, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT), 0xffffff);
    return picture;
  }

  private static void fill(BufferedImage picture, Shape shape, int color) {
    Graphics2D g = graphics(picture);
    g.setColor(new Color(color));
    g.fill(shape);
    g.dispose();
  }

  private static DetectedBoxes products(Box... boxes) {
    return new DetectedBoxes(List.of(boxes), List.of());
  }

  private static Box box(double left, double top, double right, double bottom) {
    return new Box(left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT);
  }

  /**
   * {@return a box around the pot that is not exact}
   *
   * @param by how much larger it is on each side, as a part of its width and height
   * @param right by how much it has slipped to the right, as a part of its width
   * @param down by how much it has slipped, as a part of its height
   */
  private static Box grown(double by, double right, double down) {
    return box(
        340 + 340 * (right - by),
        300 + 300 * (down - by),
        680 + 340 * (right + by),
        600 + 300 * (down + by));
  }

  private static long differences(Cutout one, Cutout other) {
    return IntStream.range(0, WIDTH * HEIGHT)
        .filter(i -> one.isKept(i % WIDTH, i / WIDTH) != other.isKept(i % WIDTH, i / WIDTH))
        .count();
  }

  private static Separation separation(BufferedImage picture) {
    return Cutout.prospect(picture).separation();
  }
}

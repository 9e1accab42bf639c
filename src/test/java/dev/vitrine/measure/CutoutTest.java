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

import dev.vitrine.decode.Pictures;
import dev.vitrine.decode.Resampler;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CutoutTest {
  /** A bag with a handle, and the paper that is seen through it, which is kept too. */
  private static final Area WITH_HOLE =
      new Area(new RoundRectangle2D.Double(340, 300, 340, 300, 60, 60));

  private static final Area BAG = new Area(new RoundRectangle2D.Double(340, 300, 340, 300, 60, 60));

  static {
    Area handle = new Area(new Ellipse2D.Double(420, 160, 180, 300));
    WITH_HOLE.add(handle);
    handle.subtract(new Area(new Ellipse2D.Double(450, 190, 120, 240)));
    BAG.add(handle);
  }

  /** What the bag is photographed before. */
  enum Studio {
    WHITE,
    GRADIENT,
    SOFT_SHADOW
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheProductBitForBitAndPaintsAllElse(Studio studio) throws IOException {
    BufferedImage picture = jpeg(bag(studio, 0x8a2b20));
    BufferedImage painted = painted();

    Cutout cutout = Cutout.of(picture, null);
    BufferedImage over = cutout.pastedOnto(painted);

    int kept = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (cutout.isKept(x, y)) {
          kept++;
          assertThat(over.getRGB(x, y)).isEqualTo(picture.getRGB(x, y));
        } else if (!isNear(cutout, x, y)) {
          assertThat(over.getRGB(x, y)).isEqualTo(painted.getRGB(x, y));
        }
      }
    }
    long pixels =
        IntStream.range(0, WIDTH * HEIGHT)
            .filter(i -> WITH_HOLE.contains(i % WIDTH + 0.5, i / WIDTH + 0.5))
            .count();
    assertThat((double) kept / pixels).isBetween(0.97, 1.03);
  }

  @ParameterizedTest
  @EnumSource
  void losesNothingOfTheProductButItsRim(Studio studio) throws IOException {
    Cutout cutout = Cutout.of(jpeg(bag(studio, 0x8a2b20)), null);

    boolean[][] bag = filled(BAG);
    int lost = 0;
    for (int y = 3; y < HEIGHT - 3; y++) {
      for (int x = 3; x < WIDTH - 3; x++) {
        boolean isInside = bag[y - 3][x] && bag[y + 3][x] && bag[y][x - 3] && bag[y][x + 3];
        lost += isInside && !cutout.isKept(x, y) ? 1 : 0;
      }
    }
    assertThat(lost).isZero();
  }

  /** White before white: only its faint edge and its folds differ from the paper. */
  @Test
  void keepsAPaleProductWhole() throws IOException {
    BufferedImage picture = jpeg(bag(Studio.WHITE, 0xeeece8));

    Cutout cutout = Cutout.of(picture, null);

    assertThat(cutout.isKept(510, 450)).isTrue();
    assertThat(cutout.isKept(350, 450)).isTrue();
    assertThat(cutout.isKept(330, 450)).isFalse();
  }

  @Test
  void theSoftEdgeIsOfTheProductsColorAndNotOfThePapers() throws IOException {
    BufferedImage picture = jpeg(bag(Studio.WHITE, 0x202020));
    BufferedImage night = Pictures.blank(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0x101020);

    BufferedImage over = Cutout.of(picture, null).pastedOnto(night);

    for (int x = 320; x < 360; x++) {
      assertThat(over.getRGB(x, 450) & 0xff).isLessThan(0x60);
    }
  }

  @Test
  void refusesAScene() {
    assertUnsure(scene(), Separation.SCENE);
  }

  @Test
  void refusesAPatternAllOver() {
    BufferedImage dots = Pictures.blank(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Graphics2D g = graphics(dots);
    g.setColor(new Color(0x1f5fbf));
    for (int i = 0; i < 12 * 9; i++) {
      g.fill(new Ellipse2D.Double(i % 12 * 86 + 20, i / 12 * 86 + 20, 46, 46));
    }
    g.dispose();

    assertThat(separation(dots)).isIn(Separation.SCENE, Separation.MANY);
    assertThatThrownBy(() -> Cutout.of(dots, null)).isInstanceOf(ProductUnsureException.class);
  }

  @Test
  void refusesAnEmptyTable() {
    assertUnsure(
        Pictures.blank(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xf4f4f4), Separation.HIDDEN);
  }

  @Test
  void refusesAPersonWhoseClothesLookLikeTheBackdrop() {
    BufferedImage picture = Pictures.blank(320, 300, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Graphics2D g = picture.createGraphics();
    g.drawImage(Figures.person(Figures.Pose.ARMS_APART, 0xd8a888, 0xffffff), 58, 20, null);
    g.dispose();

    assertUnsure(picture, Separation.HIDDEN);
  }

  /** The ring's middle may be the paper behind it, or a white plate. */
  @Test
  void refusesAThingThatIsMostlyLikeItsBackground() {
    BufferedImage ring = Pictures.blank(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Graphics2D g = graphics(ring);
    g.setColor(new Color(0x2f6b35));
    Area wreath = new Area(new Ellipse2D.Double(262, 134, 500, 500));
    wreath.subtract(new Area(new Ellipse2D.Double(332, 204, 360, 360)));
    g.fill(wreath);
    g.dispose();

    assertUnsure(ring, Separation.HOLLOW);
  }

  /** Its lower half melts into the paper, and nothing says where it ends. */
  @Test
  void refusesAThingThatFadesOut() {
    BufferedImage picture = Pictures.blank(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Graphics2D g = graphics(picture);
    g.setPaint(new GradientPaint(0, 250, new Color(0x2f4b8f), 0, 600, Color.WHITE));
    g.fill(new Rectangle2D.Double(350, 150, 320, 450));
    g.dispose();

    assertThat(separation(picture)).isIn(Separation.SHADOW, Separation.FAINT);
  }

  @Test
  void saysTheSameOfAPictureAndOfItsThumbnail() throws IOException {
    for (Studio studio : Studio.values()) {
      BufferedImage picture = jpeg(bag(studio, 0x8a2b20));

      assertThat(separation(Resampler.shrink(picture, 256))).isEqualTo(Separation.SURE);
    }
    assertThat(separation(Resampler.shrink(scene(), 256))).isEqualTo(Separation.SCENE);
  }

  private static void assertUnsure(BufferedImage picture, Separation why) {
    assertThat(separation(picture)).isEqualTo(why);
    assertThatThrownBy(() -> Cutout.of(picture, null))
        .isInstanceOf(ProductUnsureException.class)
        .hasMessage(why.words());
  }

  private static BufferedImage bag(Studio studio, int color) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = graphics(picture);
    g.setPaint(
        studio == Studio.GRADIENT
            ? new GradientPaint(0, 0, new Color(0xe8ecf0), 0, HEIGHT, new Color(0x9aa4ae))
            : Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    if (studio == Studio.SOFT_SHADOW) {
      shadow(picture);
    }
    g.setColor(new Color(color));
    g.fill(BAG);
    g.setColor(new Color(color).darker());
    g.fill(new Rectangle2D.Double(340, 430, 340, 14));
    g.dispose();
    return noisy(picture);
  }

  private static BufferedImage scene() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = graphics(picture);
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      g.setColor(new Color(random.nextInt(1 << 24)));
      g.fillRect(random.nextInt(WIDTH) - 60, random.nextInt(HEIGHT) - 60, 160, 120);
    }
    g.setColor(new Color(0x8a2b20));
    g.fill(BAG);
    g.dispose();
    return picture;
  }

  private static boolean[][] filled(Shape shape) {
    boolean[][] filled = new boolean[HEIGHT][WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        filled[y][x] = shape.contains(x + 0.5, y + 0.5);
      }
    }
    return filled;
  }

  private static Separation separation(BufferedImage picture) {
    return Cutout.prospect(picture).separation();
  }
}

package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.assertColor;
import static dev.vitrine.decode.PixelAssert.meanDifference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private static final int RED = 0xc8141e;
  private static final int WHITE = 0xffffff;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "coffee.png, PNG, 0",
    "lossless.webp, WEBP, 0",
    "lossy.webp, WEBP, 6",
    "cmyk.jpg, JPEG, 6",
    "ycck.jpg, JPEG, 8"
  })
  void decodesTheSamePhotographFromEveryKindOfFile(String name, ImageFormat format, double most)
      throws Exception {
    DecodedPicture picture = decoder.decode(Pictures.resource(name));

    assertThat(picture.format()).isEqualTo(format);
    assertThat(picture.width()).isEqualTo(96);
    assertThat(picture.height()).isEqualTo(64);
    assertThat(meanDifference(picture.image(), Pictures.coffee())).isLessThanOrEqualTo(most);
  }

  /** Strong compression, gradients: libwebp itself is 2.5 off what was drawn. */
  @Test
  void decodesStronglyCompressedWebpInItsOwnColors() throws Exception {
    BufferedImage drawn = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 160 * 120; i++) {
      int x = i % 160;
      int y = i / 160;
      int red = (int) (128 + 100 * Math.sin(x / 23.0 + y / 31.0));
      int green = (int) (128 + 100 * Math.sin(x / 17.0 - y / 29.0 + 1));
      int blue = (int) (128 + 100 * Math.sin((x + 2 * y) / 37.0 + 2));
      drawn.setRGB(x, y, red << 16 | green << 8 | blue);
    }

    assertThat(meanDifference(image(Pictures.resource("waves.webp")), drawn)).isLessThan(4);
  }

  @Test
  void decodesBaselineAndProgressiveJpegsAlike() throws Exception {
    BufferedImage baseline = image(Pictures.jpeg(Pictures.coffee()));
    BufferedImage progressive = image(Pictures.progressiveJpeg(Pictures.coffee()));

    assertThat(meanDifference(baseline, Pictures.coffee())).isLessThan(4);
    assertThat(meanDifference(baseline, progressive)).isZero();
  }

  @Test
  void keepsTheGrayOfGrayJpegsAndPngs() throws Exception {
    BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setPixels(0, 0, 32, 32, filled(32 * 32, 128));

    assertColor(image(Pictures.jpeg(gray)), 16, 16, 0x808080, 1);
    assertColor(image(Pictures.png(gray)), 16, 16, 0x808080, 0);
  }

  @Test
  void scalesSixteenBitsDownInsteadOfClippingThem() throws Exception {
    BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_USHORT_GRAY);
    gray.getRaster().setPixels(0, 0, 32, 32, filled(32 * 32, 0x8080));

    assertColor(image(Pictures.png(gray)), 16, 16, 0x808080, 0);
    assertColor(image(Pictures.interlacedPng(gray)), 16, 16, 0x808080, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_INDEXED})
  void decodesPlainAndInterlacedPngsAndGifsExactly(int type) throws Exception {
    BufferedImage quarters = Pictures.quarters(type);

    for (byte[] file :
        new byte[][] {
          Pictures.png(quarters), Pictures.interlacedPng(quarters), Pictures.gif(quarters)
        }) {
      assertThat(meanDifference(image(file), Pictures.quarters(BufferedImage.TYPE_INT_RGB)))
          .isZero();
    }
  }

  @Test
  void putsTransparentPngsOnWhite() throws Exception {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(8, 8, 0xff000000 | RED);
    image.setRGB(9, 8, 0x80000000);

    BufferedImage shown = image(Pictures.png(image));

    assertColor(shown, 0, 0, WHITE, 0);
    assertColor(shown, 8, 8, RED, 0);
    assertColor(shown, 9, 8, 0x7f7f7f, 1);
  }

  @Test
  void putsTransparentPaletteEntriesOnWhite() throws Exception {
    byte[] reds = {(byte) 200, 0};
    byte[] rest = {20, 0};
    IndexColorModel palette = new IndexColorModel(1, 2, reds, rest, rest, 1);
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_BINARY, palette);
    WritableRaster raster = image.getRaster();
    raster.setPixels(16, 0, 16, 32, filled(16 * 32, 1));

    for (byte[] file : new byte[][] {Pictures.png(image), Pictures.gif(image)}) {
      BufferedImage shown = image(file);
      assertColor(shown, 4, 4, 0xc81414, 0);
      assertColor(shown, 20, 4, WHITE, 0);
    }
  }

  @Test
  void putsTheTransparentColorOfAnRgbPngOnWhite() throws Exception {
    byte[] png = Pictures.png(Pictures.quarters(BufferedImage.TYPE_INT_RGB));

    BufferedImage shown =
        image(Chunks.pngWith(png, "tRNS", new byte[] {0, 0, 0, 0, 0, (byte) 255}));

    assertColor(shown, 10, 10, 0xff0000, 0);
    assertColor(shown, 10, 40, WHITE, 0);
  }

  @ParameterizedTest
  @CsvSource({"alpha-lossless.webp, 0", "alpha-lossy.webp, 12"})
  void putsTransparentWebpsOnWhite(String name, int tolerance) throws Exception {
    BufferedImage shown = image(Pictures.resource(name));

    assertColor(shown, 4, 4, WHITE, tolerance);
    assertColor(shown, 19, 15, RED, tolerance);
    assertColor(shown, 32, 24, 0x898ee3, tolerance);
  }

  @Test
  void showsTheFirstFrameOfAnAnimatedWebpInItsPlace() throws Exception {
    DecodedPicture picture = decoder.decode(Pictures.resource("animated.webp"));

    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(48);
    assertColor(picture.image(), 15, 19, WHITE, 0);
    assertColor(picture.image(), 20, 24, RED, 6);
    assertColor(picture.image(), 46, 34, RED, 6);
    assertColor(picture.image(), 48, 36, WHITE, 0);
  }

  @Test
  void showsTheFrameOfAGifInItsPlace() throws Exception {
    BufferedImage frame = Pictures.blank(32, 16, BufferedImage.TYPE_BYTE_INDEXED, 0xff0000);

    DecodedPicture picture = decoder.decode(Pictures.gif(frame, 16, 20, 64, 48));

    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(48);
    assertColor(picture.image(), 15, 19, WHITE, 0);
    assertColor(picture.image(), 16, 20, 0xff0000, 0);
    assertColor(picture.image(), 47, 35, 0xff0000, 0);
    assertColor(picture.image(), 48, 36, WHITE, 0);
  }

  @Test
  void makesLargePicturesSmallerAndLeavesSmallOnesAlone() throws Exception {
    byte[] large = Pictures.jpeg(Pictures.blank(3000, 1500, BufferedImage.TYPE_INT_RGB, RED));

    DecodedPicture picture = decoder.decode(large);

    assertThat(picture.width()).isEqualTo(3000);
    assertThat(picture.image().getWidth()).isEqualTo(1024);
    assertThat(picture.image().getHeight()).isEqualTo(512);
    assertThat(image(Pictures.resource("lossy.webp")).getWidth()).isEqualTo(96);
  }

  @Test
  void readsJpegsDespiteBrokenNotesAndWhatFollowsThem() throws Exception {
    byte[] jpeg = Pictures.jpeg(Pictures.coffee());
    byte[] noted = Chunks.jpegWith(jpeg, 0xE1, Chunks.latin1("Exif\0\0MM\0*\177\177\177\177"));
    noted = Chunks.jpegWithProfile(noted, Chunks.latin1("no profile at all"));
    noted = Chunks.concat(noted, new byte[5000]);

    assertThat(meanDifference(image(noted), image(jpeg))).isZero();
  }

  private BufferedImage image(byte[] file) throws UnreadableImageException {
    return decoder.decode(file).image();
  }

  private static int[] filled(int length, int value) {
    int[] samples = new int[length];
    java.util.Arrays.fill(samples, value);
    return samples;
  }
}

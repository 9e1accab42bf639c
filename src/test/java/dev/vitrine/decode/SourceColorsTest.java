package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.meanDifference;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a file says what its samples mean, and which of several counts. */
class SourceColorsTest {
  private static final byte[] DISPLAY_P3 = {12, 13, 0, 1};
  private static final byte[] SRGB = {1, 13, 0, 1};
  private static final int[] WHITE_AND_ADOBE_RGB = {
    31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000
  };

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @Test
  void ignoresAGrayProfileOnAColorPictureOfAnyFormat() throws Exception {
    byte[] gray = IccProfiles.gray(1.8);
    BufferedImage quarters = Pictures.quarters(BufferedImage.TYPE_INT_RGB);
    byte[] jpeg = Pictures.jpeg(quarters);
    byte[] png = Pictures.png(quarters);
    byte[] palette = Pictures.png(Pictures.quarters(BufferedImage.TYPE_BYTE_INDEXED));
    byte[] webp = Pictures.resource("lossless.webp");

    assertSame(Chunks.jpegWithProfile(jpeg, gray), jpeg);
    assertSame(Chunks.pngWithProfile(png, gray), png);
    assertSame(Chunks.pngWithProfile(palette, gray), palette);
    assertSame(Chunks.webpWith(webp, 96, 64, 0x20, "ICCP", gray), webp);
  }

  /** Pure sRGB red has the coordinates (234, 51, 35) in Display P3. */
  @Test
  void hearsTheCodePointsOfAPngBeforeItsProfile() throws Exception {
    byte[] png = png(0xea3323);

    byte[] profiled = Chunks.pngWithProfile(png, IccProfiles.ADOBE_RGB);

    assertColor(center(Chunks.pngWith(png, "cICP", DISPLAY_P3)), 0xff0000, 3);
    assertColor(center(Chunks.pngWith(profiled, "cICP", DISPLAY_P3)), 0xff0000, 3);
    assertColor(center(Chunks.pngWith(profiled, "cICP", SRGB)), 0xea3323, 0);
  }

  @Test
  void passesOverCodePointsForHighDynamicRange() throws Exception {
    byte[] png = Chunks.pngWith(png(0xea3323), "cICP", new byte[] {9, 16, 0, 1});

    assertColor(center(png), 0xea3323, 0);
  }

  /** Half of the light is 188 in sRGB; a quarter is 137. */
  @ParameterizedTest
  @CsvSource({"100000, 8080c0, bcbce1", "45455, 8040c0, 8040c0", "50000, 808080, 898989"})
  void hearsTheGammaOfAPng(int gamma, String sample, String shown) throws Exception {
    byte[] png = png(Integer.parseInt(sample, 16));

    byte[] tagged = Chunks.pngWith(png, "gAMA", Chunks.int32(gamma));

    assertColor(center(tagged), Integer.parseInt(shown, 16), 2);
    assertColor(
        center(Chunks.pngWith(tagged, "sRGB", new byte[1])), Integer.parseInt(sample, 16), 0);
  }

  /** Pure sRGB green has the coordinates (144, 255, 60) in Adobe RGB. */
  @Test
  void hearsTheChromaticitiesOfAPng() throws Exception {
    ByteBuffer chromaticities = ByteBuffer.allocate(32);
    for (int coordinate : WHITE_AND_ADOBE_RGB) {
      chromaticities.putInt(coordinate);
    }

    byte[] tagged = Chunks.pngWith(png(0x90ff3c), "cHRM", chromaticities.array());

    assertColor(center(tagged), 0x00ff00, 16);
    assertColor(center(Chunks.pngWith(png(0x90ff3c), "cHRM", new byte[32])), 0x90ff3c, 0);
  }

  @Test
  void hearsThatACameraWasSetToAdobeRgb() throws Exception {
    byte[] jpeg = Pictures.jpeg(Pictures.blank(32, 32, BufferedImage.TYPE_INT_RGB, 0x90ff3c));

    byte[] camera = Chunks.jpegWith(jpeg, 0xE1, Chunks.exifOfAdobeRgb());

    assertColor(center(camera), 0x00ff00, 8);
    assertSame(
        Chunks.jpegWithProfile(camera, IccProfiles.ADOBE_RGB),
        Chunks.jpegWithProfile(jpeg, IccProfiles.ADOBE_RGB));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, ffffff, 000000", "2, 2, ffffff, 555555", "4, 9, ffffff, 333333"})
  void putsTheTransparentGrayOfFewBitsOnWhite(int bits, int transparent, String left, String right)
      throws Exception {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_BINARY, grays(bits));
    for (int i = 0; i < 32 * 32; i++) {
      int visible = bits == 1 ? 0 : bits == 2 ? 1 : 3;
      image.getRaster().setSample(i % 32, i / 32, 0, i % 32 < 16 ? transparent : visible);
    }

    byte[] png = Chunks.grayPng(image.getRaster(), bits, transparent);

    BufferedImage shown = decoder.decode(png).image();
    PixelAssert.assertColor(shown, 4, 4, Integer.parseInt(left, 16), 0);
    PixelAssert.assertColor(shown, 28, 28, Integer.parseInt(right, 16), 0);
  }

  /** A quarter of the light is 137 in sRGB, and half of it on white 196. */
  @Test
  void convertsAColorBeforeItIsPutOnWhite() throws Exception {
    BufferedImage half = new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 32 * 32; i++) {
      half.setRGB(i % 32, i / 32, i % 32 < 16 ? 0x80404040 : 0x00123456);
    }

    BufferedImage shown =
        decoder.decode(Chunks.pngWith(Pictures.png(half), "gAMA", Chunks.int32(100000))).image();

    PixelAssert.assertColor(shown, 4, 4, 0xc4c4c4, 2);
    PixelAssert.assertColor(shown, 28, 28, 0xffffff, 0);
  }

  private static IndexColorModel grays(int bits) {
    byte[] values = new byte[1 << bits];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i * 255 / (values.length - 1));
    }
    return new IndexColorModel(bits, values.length, values, values, values);
  }

  private static byte[] png(int rgb) {
    return Pictures.png(Pictures.blank(32, 32, BufferedImage.TYPE_INT_RGB, rgb));
  }

  private BufferedImage center(byte[] file) throws Exception {
    return decoder.decode(file).image().getSubimage(16, 16, 1, 1);
  }

  private static void assertColor(BufferedImage pixel, int expected, int tolerance) {
    PixelAssert.assertColor(pixel, 0, 0, expected, tolerance);
  }

  private void assertSame(byte[] one, byte[] other) throws Exception {
    assertThat(meanDifference(decoder.decode(one).image(), decoder.decode(other).image())).isZero();
  }
}

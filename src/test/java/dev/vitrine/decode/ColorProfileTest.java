package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.assertColor;
import static dev.vitrine.decode.PixelAssert.meanDifference;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ColorProfileTest {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  /** Pure sRGB red has the coordinates (234, 51, 35) in Display P3. */
  @Test
  void turnsDisplayP3IntoSrgbInEveryFormat() throws Exception {
    BufferedImage image = Pictures.blank(32, 32, BufferedImage.TYPE_INT_RGB, 0xea3323);
    byte[] profile = IccProfiles.DISPLAY_P3;

    byte[] jpeg = Chunks.jpegWithProfile(Pictures.jpeg(image), profile);
    byte[] png = Chunks.pngWithProfile(Pictures.png(image), profile);

    assertColor(decoder.decode(jpeg).image(), 16, 16, 0xff0000, 12);
    assertColor(decoder.decode(png).image(), 16, 16, 0xff0000, 12);
    byte[] webp = Pictures.resource("lossless.webp");
    byte[] wide = Chunks.webpWith(webp, 96, 64, 0x20, "ICCP", profile);
    assertThat(saturation(decoder.decode(wide).image()))
        .isGreaterThan(1.05 * saturation(decoder.decode(webp).image()));
  }

  /** Pure sRGB green has the coordinates (144, 255, 60) in Adobe RGB. */
  @Test
  void turnsAdobeRgbIntoSrgb() throws Exception {
    BufferedImage image = Pictures.blank(32, 32, BufferedImage.TYPE_INT_RGB, 0x90ff3c);

    byte[] jpeg = Chunks.jpegWithProfile(Pictures.jpeg(image), IccProfiles.ADOBE_RGB);

    assertColor(decoder.decode(jpeg).image(), 16, 16, 0x00ff00, 12);
  }

  /** The gamma 1.8 of old Macs: 0.5 ^ 1.8 of the light, which sRGB writes as 145. */
  @Test
  void turnsTheCurveOfAGrayProfileIntoThatOfSrgb() throws Exception {
    BufferedImage gray = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster()
        .setPixels(
            0, 0, 32, 32, java.util.stream.IntStream.generate(() -> 128).limit(1024).toArray());

    byte[] jpeg = Chunks.jpegWithProfile(Pictures.jpeg(gray), IccProfiles.gray(1.8));

    assertColor(decoder.decode(jpeg).image(), 16, 16, 0x919191, 3);
  }

  @Test
  void leavesPixelsAloneWhenTheProfileIsSrgbAnyway() throws Exception {
    byte[] jpeg = Pictures.jpeg(Pictures.coffee());
    byte[] tagged =
        Chunks.jpegWithProfile(jpeg, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());

    assertThat(meanDifference(decoder.decode(tagged).image(), decoder.decode(jpeg).image()))
        .isZero();
  }

  @Test
  void ignoresAProfileForAnotherNumberOfComponents() throws Exception {
    byte[] cmyk = Pictures.resource("cmyk.jpg");
    byte[] tagged = Chunks.jpegWithProfile(cmyk, IccProfiles.DISPLAY_P3);

    assertThat(meanDifference(decoder.decode(tagged).image(), decoder.decode(cmyk).image()))
        .isZero();
  }

  private static double saturation(BufferedImage image) {
    double sum = 0;
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      sum += Lab.ofRgb(image.getRGB(i % image.getWidth(), i / image.getWidth())).chroma();
    }
    return sum;
  }
}

package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.assertColor;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  private static final String COLORS = "rgbw";
  private static final int[] RGB = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff};

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  /** Each row of the table: what stands upper left, upper right, lower left, lower right. */
  @ParameterizedTest
  @CsvSource({
    "1, rgbw", "2, grwb", "3, wbgr", "4, bwrg", "5, rbgw", "6, brwg", "7, wgbr", "8, gwrb"
  })
  void turnsAJpegAsItsExifSays(int orientation, String expected) throws Exception {
    byte[] jpeg = Pictures.jpeg(Pictures.quarters(BufferedImage.TYPE_INT_RGB));

    DecodedPicture picture = decoder.decode(Chunks.jpegWithExif(jpeg, orientation));

    boolean lies = orientation < 5;
    assertThat(picture.width()).isEqualTo(lies ? 64 : 48);
    assertThat(picture.height()).isEqualTo(lies ? 48 : 64);
    assertQuarters(picture.image(), expected, 12);
  }

  @Test
  void turnsAPngAndAWebpAsTheirExifSays() throws Exception {
    byte[] png = Pictures.png(Pictures.quarters(BufferedImage.TYPE_INT_RGB));
    byte[] webp =
        Chunks.webpWith(Pictures.resource("lossy.webp"), 96, 64, 8, "EXIF", Chunks.exif(6));

    assertQuarters(decoder.decode(Chunks.pngWith(png, "eXIf", Chunks.exif(6))).image(), "brwg", 0);
    DecodedPicture turned = decoder.decode(webp);
    BufferedImage upright = decoder.decode(Pictures.resource("lossy.webp")).image();
    assertThat(turned.width()).isEqualTo(64);
    assertThat(turned.image().getRGB(63, 0)).isEqualTo(upright.getRGB(0, 0));
    assertThat(turned.image().getRGB(0, 95)).isEqualTo(upright.getRGB(95, 63));
  }

  @Test
  void takesANonsensicalOrientationForUpright() throws Exception {
    byte[] jpeg = Pictures.jpeg(Pictures.quarters(BufferedImage.TYPE_INT_RGB));

    assertQuarters(decoder.decode(Chunks.jpegWithExif(jpeg, 9)).image(), "rgbw", 12);
  }

  private static void assertQuarters(BufferedImage image, String expected, int tolerance) {
    int w = image.getWidth();
    int h = image.getHeight();
    for (int i = 0; i < 4; i++) {
      int x = i % 2 == 0 ? w / 4 : w - w / 4;
      int y = i < 2 ? h / 4 : h - h / 4;
      assertColor(image, x, y, RGB[COLORS.indexOf(expected.charAt(i))], tolerance);
    }
  }
}

package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static EndpointError errorOf(byte[] bytes) {
    var thrown = new EndpointError[1];
    assertThatExceptionOfType(EndpointException.class)
        .isThrownBy(() -> Picture.decode(bytes))
        .satisfies(e -> thrown[0] = e.error());
    return thrown[0];
  }

  @Test
  void decodesJpegPngAndWebp() {
    assertThat(Picture.decode(Pictures.sample("chelsea.jpg")).width()).isEqualTo(451);
    assertThat(Picture.decode(Pictures.sample("chelsea.webp")).width()).isEqualTo(200);
    byte[] png = Pictures.encoded(Pictures.plain(17, 16, Color.RED), "png");
    assertThat(Picture.decode(png).pixels()).hasSize(17 * 16);
    assertThat(Picture.decode(png).pixels()[5] & 0xFFFFFF).isEqualTo(0xFF0000);
  }

  @Test
  void laysTransparencyOnWhite() {
    var clear = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);

    int rgb = Picture.decode(Pictures.encoded(clear, "png")).image().getRGB(0, 0);

    assertThat(rgb & 0xFFFFFF).isEqualTo(0xFFFFFF);
  }

  @Test
  void refusesWhatIsNotOneOfTheFourFormats() {
    BufferedImage image = Pictures.plain(20, 20, Color.RED);
    assertThat(Picture.decode(Pictures.encoded(image, "gif")).width()).isEqualTo(20);
    assertThat(errorOf(Pictures.encoded(image, "bmp"))).isEqualTo(EndpointError.INVALID_IMAGE);
    assertThat(errorOf(new byte[0])).isEqualTo(EndpointError.INVALID_IMAGE);
    assertThat(errorOf("RIFF".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(EndpointError.INVALID_IMAGE);
  }

  @Test
  void refusesDamagedFiles() {
    byte[] png = Pictures.encoded(Pictures.ball(200, 200, Color.WHITE), "png");
    assertThat(errorOf(Arrays.copyOf(png, 60))).isEqualTo(EndpointError.INVALID_IMAGE);
    assertThat(errorOf(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}))
        .isEqualTo(EndpointError.INVALID_IMAGE);
  }

  @Test
  void refusesTooManyBytesAndTooManyPixels() {
    assertThat(errorOf(new byte[Picture.MAX_BYTES + 1])).isEqualTo(EndpointError.IMAGE_TOO_LARGE);
    var vast = new BufferedImage(8001, 5000, BufferedImage.TYPE_BYTE_BINARY);
    assertThat(errorOf(Pictures.encoded(vast, "png"))).isEqualTo(EndpointError.IMAGE_TOO_LARGE);
  }

  @Test
  void leavesOutEverySecondPixelOfAVeryLargePicture() {
    var large = new BufferedImage(4001, 4000, BufferedImage.TYPE_BYTE_BINARY);

    assertThat(Picture.decode(Pictures.encoded(large, "png")).width()).isEqualTo(2001);
  }

  @Test
  void refusesSlivers() {
    assertThat(errorOf(Pictures.encoded(Pictures.plain(15, 40, Color.RED), "png")))
        .isEqualTo(EndpointError.INVALID_IMAGE);
    assertThat(errorOf(Pictures.encoded(Pictures.plain(16, 513, Color.RED), "png")))
        .isEqualTo(EndpointError.INVALID_IMAGE);
  }
}

package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.meanDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vitrine.image.ImageFormat;
import dev.vitrine.image.UnreadableFormat;
import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code .ci/pictures} has every kind of them beside another decoder. */
class TiffAndBmpTest {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(strings = {"None", "LZW", "PackBits", "Deflate", "JPEG"})
  void decodesATiffOfAnyCompression(String compression) throws Exception {
    BufferedImage coffee = Pictures.coffee();

    DecodedPicture decoded = decoder.decode(Pictures.tiff(coffee, compression));

    assertThat(decoded.format()).isEqualTo(ImageFormat.TIFF);
    assertThat(meanDifference(decoded.image(), coffee)).isLessThan(3);
  }

  @Test
  void decodesABmp() throws Exception {
    BufferedImage coffee = Pictures.coffee();

    DecodedPicture decoded = decoder.decode(Pictures.bmp(coffee));

    assertThat(decoded.format()).isEqualTo(ImageFormat.BMP);
    assertThat(meanDifference(decoded.image(), coffee)).isZero();
  }

  @Test
  void followsNoChainOfDirectories() throws Exception {
    byte[] tiff = Pictures.tiff(Pictures.coffee(), "LZW");
    ByteOrder order = tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer file = ByteBuffer.wrap(tiff).order(order);
    int directory = file.getInt(4);
    file.putInt(directory + 2 + 12 * file.getShort(directory), directory);

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> decoder.decode(tiff));
  }

  @Test
  void refusesSizesBeforeItDecodes() {
    byte[] bmp = Pictures.bmp(Pictures.coffee());
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 60_000).putInt(22, 60_000);

    assertThat(codeOf(bmp)).isEqualTo("TRUNCATED");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(30, 1);
    assertThat(codeOf(bmp)).isEqualTo("TOO_MANY_PIXELS");
    byte[] tiff = Pictures.tiff(Pictures.coffee(), "LZW");
    assertThat(codeOf(Arrays.copyOf(tiff, 20))).isEqualTo("TRUNCATED");
  }

  @ParameterizedTest
  @CsvSource({
    "photo.heic, '', HEIC",
    "photo.HEIF, application/octet-stream, HEIC",
    "photo, image/heic-sequence, HEIC",
    "photo.jpg, image/avif, AVIF"
  })
  void knowsBeforeTheUploadWhatCannotBeRead(String name, String type, UnreadableFormat format) {
    assertThat(UnreadableFormat.of(name, type)).contains(format);
    assertThat(UnreadableFormat.of(name, "image/jpeg")).isEmpty();
  }

  private String codeOf(byte[] file) {
    return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file)).code();
  }
}

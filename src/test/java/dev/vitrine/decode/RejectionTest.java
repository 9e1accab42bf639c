package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTest {
  private static final PictureDecoder DECODER = new PictureDecoder(PictureLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "....ftypheic...., iPhone HEIC photo",
    "....ftypavif...., AVIF",
    "....ftypmif1....mif1avifmiaf, AVIF",
    "....ftypmif1....mif1heic, iPhone HEIC photo",
    "....ftypmif1...., iPhone HEIC photo",
    "....ftypisom....avif, video",
    "....ftypisom...., video",
    "II+., BigTIFF",
    "MM.+, BigTIFF",
    "%PDF-1.7, PDF",
    "8BPS.., Photoshop",
    "PK\3\4x, ZIP",
    "<?xml version='1.0'?><svg xmlns='x'/>, SVG",
    "<!DOCTYPE html><html>, web page",
    "hello, not in a picture format"
  })
  void namesTheFormatThatItCannotRead(String start, String named) {
    byte[] file = start.replace('.', '\0').getBytes(StandardCharsets.ISO_8859_1);

    UnreadableImageException refused = refused(DECODER, file);

    assertThat(refused.code()).isEqualTo("UNSUPPORTED_FORMAT");
    assertThat(refused).hasMessageContaining(named).hasMessageContaining("JPEG, PNG or WebP");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(refused(DECODER, new byte[0]).code()).isEqualTo("EMPTY_FILE");
  }

  @Test
  void refusesAFileOfTooManyBytesAndAcceptsOneOfJustTheLimit() {
    byte[] jpeg = Pictures.jpeg(Pictures.coffee());
    PictureDecoder tight = new PictureDecoder(new PictureLimits(6144, jpeg.length - 1));
    PictureDecoder fitting = new PictureDecoder(new PictureLimits(6144, jpeg.length));

    assertThat(refused(tight, jpeg).code()).isEqualTo("TOO_MANY_BYTES");
    assertThatCode(() -> fitting.decode(jpeg)).doesNotThrowAnyException();
  }

  @Test
  void refusesTooManyPixelsAndSaysHowManyThereAre() {
    byte[] png = Pictures.png(Pictures.coffee());
    ByteBuffer.wrap(png).putInt(16, 10_000).putInt(20, 10_001);

    UnreadableImageException refused = refused(DECODER, png);

    assertThat(refused.code()).isEqualTo("TOO_MANY_PIXELS");
    assertThat(refused).hasMessageContaining("101 million").hasMessageContaining("100 million");
  }

  @Test
  void refusesAPictureOfLessThanSixteenPixelsASide() {
    byte[] small = Pictures.png(new BufferedImage(15, 400, BufferedImage.TYPE_INT_RGB));
    byte[] enough = Pictures.png(new BufferedImage(16, 400, BufferedImage.TYPE_INT_RGB));

    assertThat(refused(DECODER, small).code()).isEqualTo("TOO_SMALL");
    assertThatCode(() -> DECODER.decode(enough)).doesNotThrowAnyException();
  }

  @Test
  void refusesRowsLongerThanAnyCameraMakes() {
    byte[] png = Pictures.png(Pictures.coffee());
    ByteBuffer.wrap(png).putInt(16, 65_536).putInt(20, 16);

    assertThat(refused(DECODER, png).code()).isEqualTo("TOO_LONG");
  }

  /** A progressive JPEG is kept whole as coefficients: 2 bytes for each of three full planes. */
  @Test
  void refusesAProgressiveJpegThatNeedsTooMuchMemory() {
    byte[] jpeg = Pictures.progressiveJpeg(Pictures.coffee());
    int frame = Pictures.indexOf(jpeg, 0xC2);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 10_000).putShort(frame + 7, (short) 10_000);
    jpeg[frame + 11] = 0x11; // no chroma subsampling

    UnreadableImageException refused = refused(DECODER, jpeg);

    assertThat(refused.code()).isEqualTo("TOO_COSTLY");
    assertThat(refused).hasMessageContaining("baseline");
  }

  @Test
  void refusesAProgressiveJpegOfThousandsOfScans() {
    byte[] jpeg = Pictures.progressiveJpeg(Pictures.coffee());
    int scan = Pictures.indexOf(jpeg, 0xDA);
    byte[] head = Arrays.copyOfRange(jpeg, scan, scan + 14);
    byte[] many = jpeg;
    for (int i = 0; i < 1000; i++) {
      many = Chunks.insert(many, many.length - 2, head);
    }

    assertThat(refused(DECODER, many).code()).isEqualTo("CORRUPT");
  }

  @Test
  void refusesKindsOfJpegThatTheReaderDoesNotKnow() {
    byte[] jpeg = Pictures.jpeg(Pictures.coffee());
    byte[] arithmetic = jpeg.clone();
    arithmetic[Pictures.indexOf(jpeg, 0xC0) + 1] = (byte) 0xC9;

    assertThat(refused(DECODER, arithmetic)).hasMessageContaining("rare kind of JPEG");
  }

  @Test
  void refusesTransparencyThatTheReaderWouldDrop() {
    byte[] webp = Pictures.resource("alpha-uncompressed.webp");

    assertThat(refused(DECODER, webp)).hasMessageContaining("uncommon kind of transparency");
  }

  @Test
  void refusesAJpegWhosePictureIsDamagedInTheMiddle() {
    byte[] jpeg = Pictures.jpeg(Pictures.coffee());
    for (int i = jpeg.length / 2; i < jpeg.length / 2 + 40; i += 2) {
      jpeg[i] = (byte) 0xFF; // with the zero after it a byte of ones, which begins no code
      jpeg[i + 1] = 0;
    }

    assertThat(refused(DECODER, jpeg).code()).isEqualTo("CORRUPT");
  }

  private static UnreadableImageException refused(PictureDecoder decoder, byte[] file) {
    return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file));
  }
}

package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

/** The time is over from the start, so that no test depends on how fast the machine is. */
class DecodingTimeTest {

  @Test
  void givesUpAPictureOfAnyFormatThatTakesTooLong() {
    BufferedImage picture = Pictures.blank(300, 240, BufferedImage.TYPE_3BYTE_BGR, 0x336699);
    Pictures.fill(picture, 10, 10, 90, 90, 0xcc8844);
    PictureDecoder hurried =
        new PictureDecoder(
            PictureLimits.DEFAULT, new MemoryBudget(MemoryPlan.LARGEST), Duration.ZERO);
    Map<String, byte[]> files =
        Map.of(
            "JPEG", Pictures.jpeg(picture),
            "progressive JPEG", Pictures.progressiveJpeg(picture),
            "PNG", Pictures.png(picture),
            "GIF", Pictures.gif(picture),
            "TIFF", Pictures.tiff(picture, "LZW"),
            "BMP", Pictures.bmp(picture));

    files.forEach(
        (format, file) -> {
          UnreadableImageException refused =
              catchThrowableOfType(UnreadableImageException.class, () -> hurried.decode(file));
          assertThat(refused).as(format).isNotNull();
          assertThat(refused.code()).as(format).isEqualTo("TOO_SLOW");
        });
  }

  /** As after a laptop was closed while it decoded. */
  @Test
  void countsNoTimeInWhichItCouldNotWork() {
    AtomicLong clock = new AtomicLong(5);
    AtomicLong work = new AtomicLong(3);
    DecodingTime time = new DecodingTime(Duration.ofNanos(60), clock::get, work::get);

    clock.addAndGet(1_000);
    work.addAndGet(59);
    assertThat(time.isOver()).isFalse();
    work.addAndGet(1);
    assertThat(time.isOver()).isTrue();
  }

  @Test
  void stopsAReaderBetweenTwoRows() throws Exception {
    AtomicBoolean aborted = new AtomicBoolean();
    byte[] png = Pictures.png(Pictures.blank(64, 64, BufferedImage.TYPE_BYTE_GRAY, 0x777777));
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    reader.addIIOReadProgressListener(
        new DecodingTime(Duration.ZERO) {
          @Override
          public void readAborted(ImageReader source) {
            aborted.set(true);
          }
        });
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(png)));

    reader.read(0);

    assertThat(aborted).isTrue();
  }
}

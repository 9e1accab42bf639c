package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.meanDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lack of an end marker is no lack of pixels. */
class JpegEndTest {
  private static final int SOF = 0xC0;
  private static final int SOS = 0xDA;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAJpegThatOnlyLacksItsEndMarker(boolean isProgressive) throws Exception {
    byte[] jpeg = jpeg(isProgressive);

    assertSame(withoutEnd(jpeg), jpeg);
  }

  /** Samsung's panoramas: no end marker, then a trailer with a video, which has every marker. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAJpegThatIsFollowedByAVideoInsteadOfItsEndMarker(boolean isProgressive)
      throws Exception {
    byte[] jpeg = jpeg(isProgressive);
    byte[] video = new byte[300_000];
    new Random(4).nextBytes(video);
    for (int marker = 0xC0; marker < 0xFE; marker++) {
      video[marker * 1000] = (byte) 0xFF;
      video[marker * 1000 + 1] = (byte) marker;
    }
    byte[] trailer = Chunks.concat(Chunks.latin1("\0\0\1\n\16\0\0\0Panorama_Shot_Info"), video);

    assertSame(Chunks.concat(withoutEnd(jpeg), trailer), jpeg);
  }

  @Test
  void refusesAProgressiveJpegThatIsCutOffAnywhereInItsScans() throws Exception {
    byte[] jpeg = jpeg(true);
    for (int end = Pictures.indexOf(jpeg, SOS) + 20; end < jpeg.length - 12; end += 97) {
      byte[] cut = Arrays.copyOf(jpeg, end);

      UnreadableImageException refused =
          catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(cut));

      assertThat(refused).as("cut at %d of %d", end, jpeg.length).isNotNull();
      assertThat(refused.code()).isEqualTo("TRUNCATED");
    }
  }

  /** Cameras that do not know the height when they begin say it behind the scan. */
  @Test
  void readsTheHeightBehindTheScan() throws Exception {
    byte[] jpeg = jpeg(false);
    int height = Pictures.indexOf(jpeg, SOF) + 5;
    byte[] number = {(byte) 0xFF, (byte) 0xDC, 0, 4, jpeg[height], jpeg[height + 1]};
    byte[] late = Chunks.insert(jpeg, jpeg.length - 2, number);
    late[height] = 0;
    late[height + 1] = 0;

    assertSame(late, jpeg);
  }

  @Test
  void refusesAJpegThatNeverSaysItsHeightAsDamaged() {
    byte[] jpeg = jpeg(false);
    int height = Pictures.indexOf(jpeg, SOF) + 5;
    jpeg[height] = 0;
    jpeg[height + 1] = 0;

    UnreadableImageException refused =
        catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(jpeg));

    assertThat(refused.code()).isEqualTo("CORRUPT");
  }

  private static byte[] jpeg(boolean isProgressive) {
    BufferedImage coffee = Pictures.coffee();
    return isProgressive ? Pictures.progressiveJpeg(coffee) : Pictures.jpeg(coffee);
  }

  private static byte[] withoutEnd(byte[] jpeg) {
    return Arrays.copyOf(jpeg, jpeg.length - 2);
  }

  private void assertSame(byte[] one, byte[] other) throws Exception {
    assertThat(meanDifference(decoder.decode(one).image(), decoder.decode(other).image())).isZero();
  }
}

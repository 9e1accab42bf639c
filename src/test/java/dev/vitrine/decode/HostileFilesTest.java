package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vitrine.image.UnreadableImageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files made to do harm: each is decoded or refused with one of the stated reasons, in time. */
class HostileFilesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LEAST_FILES = 400;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @Test
  void everyHostileFileIsDecodedOrRefusedForAReasonInTime() {
    List<byte[]> files = HostileFiles.damaged();
    assertThat(files).hasSizeGreaterThan(LEAST_FILES);
    files.forEach(this::decodeOrRefuse);
  }

  @Test
  void bombsAreRefusedOrDecodedWithinTheirMemory() throws Exception {
    HostileFiles.bombs().forEach(this::decodeOrRefuse);
  }

  @Test
  void whatElseAFileIsDoesNotMatter() {
    HostileFiles.polyglots().forEach(this::decodeOrRefuse);
  }

  private void decodeOrRefuse(byte[] file) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try {
            assertThat(decoder.decode(file).image().getWidth()).isBetween(1, 1024);
          } catch (UnreadableImageException e) {
            assertThat(Rejection.values()).extracting(Enum::name).contains(e.code());
          }
        });
  }
}

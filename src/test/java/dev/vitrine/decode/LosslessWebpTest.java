package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.UnreadableImageException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the headers of lossless WebP make the reader build is reckoned before it is built. */
class LosslessWebpTest {
  private static final long TABLES_OF_A_GROUP = 5 * 1088 + 36;
  private static final int PIXELS = 96 * 64;

  /** 1,000 groups take 5.4 MB. */
  private final PictureDecoder decoder =
      new PictureDecoder(PictureLimits.DEFAULT, new MemoryBudget(6 << 20));

  @Test
  void reckonsTheTablesOfEveryGroup() throws Exception {
    byte[] lossy = Pictures.resource("lossy.webp");
    for (byte[] file :
        Arrays.asList(HostileWebp.groups(300), HostileWebp.alphaGroups(lossy, 300))) {
      PictureFile opened = PictureFile.open(new FileBytes(file));

      assertThat(opened.cost().wholeBytes() - 4 * PIXELS).isEqualTo(300 * TABLES_OF_A_GROUP + 4);
    }
  }

  @Test
  void takesGroupsThatFitIntoTheMemoryAndRefusesMore() throws Exception {
    byte[] lossy = Pictures.resource("lossy.webp");
    assertThat(decoder.decode(HostileWebp.groups(1000)).width()).isEqualTo(96);
    assertThat(decoder.decode(HostileWebp.alphaGroups(lossy, 1000)).width()).isEqualTo(96);

    assertRefused("TOO_COSTLY", () -> decoder.decode(HostileWebp.groups(2000)));
    assertRefused("TOO_COSTLY", () -> decoder.decode(HostileWebp.groups(65_536)));
    assertRefused("TOO_COSTLY", () -> decoder.decode(HostileWebp.alphaGroups(lossy, 65_536)));
  }

  /** The reader would keep each: 100 of them take 100 times a quarter of a byte a pixel. */
  @Test
  void refusesTwoTransformsOfOneKind() throws Exception {
    assertThat(decoder.decode(HostileWebp.predictors(1)).width()).isEqualTo(96);

    assertRefused("CORRUPT", () -> decoder.decode(HostileWebp.predictors(2)));
    assertRefused("CORRUPT", () -> decoder.decode(HostileWebp.predictors(100)));
  }

  @Test
  void tablesThatAreCutOffAreTruncated() {
    byte[] file = HostileWebp.groups(300);
    byte[] body = Arrays.copyOfRange(file, 20, 500);
    byte[] cut = Chunks.concat(Chunks.latin1("WEBP"), Chunks.riffChunk("VP8L", body));

    assertRefused("TRUNCATED", () -> decoder.decode(Chunks.riffChunk("RIFF", cut)));
  }

  private static void assertRefused(String code, ThrowingCallable decoding) {
    assertThatThrownBy(decoding)
        .isInstanceOfSatisfying(
            UnreadableImageException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

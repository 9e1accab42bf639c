package dev.vitrine.decode;

import dev.vitrine.image.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Jazzer tries: any bytes are decoded or refused with one of the stated reasons. {@code
 * .ci/fuzz} runs it; anything else that is thrown, a hang or a lack of memory is a finding.
 *
 * @see <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a>
 */
public final class DecoderFuzz {
  private static final PictureDecoder DECODER = new PictureDecoder(PictureLimits.DEFAULT);

  private DecoderFuzz() {}

  /** Jazzer's name for it. */
  public static void fuzzerTestOneInput(byte[] file) {
    try {
      DECODER.decode(file);
    } catch (UnreadableImageException e) {
      // Refused with a reason for the seller.
    }
  }

  /**
   * Writes the files that Jazzer begins with.
   *
   * @param arguments a folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int number = 0;
    for (byte[] file : DamagedFilesTest.files()) {
      Files.write(folder.resolve("seed-" + number++), file);
    }
  }
}

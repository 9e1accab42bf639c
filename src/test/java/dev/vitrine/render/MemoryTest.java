package dev.vitrine.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100 megapixels, in processes with little heap; on Linux their whole memory is looked at too. */
class MemoryTest {
  private static final int SIDE = 10_000;

  @TempDir Path folder;

  @Test
  void aBaselineJpegOf100MegapixelsFitsInto512Megabytes() throws Exception {
    assertFits(LargePictures.jpeg(SIDE, SIDE, false), 256);
  }

  @Test
  void aProgressiveJpegOf100MegapixelsFitsInto512Megabytes() throws Exception {
    // 300 MB of coefficients are outside the heap, and garbage fills whatever heap there is.
    assertFits(LargePictures.jpeg(SIDE, SIDE, true), 128);
  }

  @Test
  void anInterlacedPngOf100MegapixelsFitsInto512Megabytes() throws Exception {
    assertFits(LargePictures.interlacedPng(SIDE), 256);
  }

  /** 23 kB, 13 million pixels, in the heap of local mode; it took 28 bytes a pixel once. */
  @Test
  void aTallLossyWebpFitsIntoTheHeapOfLocalMode() throws Exception {
    assertFits(Pictures.resource("tall.webp"), 320, "800 50");
  }

  private void assertFits(byte[] file, int heapMegabytes) throws Exception {
    assertFits(file, heapMegabytes, "10000 1024");
  }

  private void assertFits(byte[] file, int heapMegabytes, String sizes) throws Exception {
    Path path = Files.write(folder.resolve("picture"), file);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DecodeTwiceAtOnce.class.getName(),
                path.toString())
            .redirectErrorStream(true)
            .start();
    List<String> output = new String(process.getInputStream().readAllBytes()).lines().toList();

    assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
    assertThat(output.get(0)).isEqualTo(sizes);
    if (output.size() > 1) {
      assertThat(Integer.parseInt(output.get(1))).as("peak in kB").isLessThan(512 * 1024);
    }
  }
}

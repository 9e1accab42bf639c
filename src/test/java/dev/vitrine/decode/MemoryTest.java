package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.OnlyInCi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100 megapixels, in processes with little heap; on Linux their whole memory is looked at too. */
@OnlyInCi
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

  /**
   * 165 kB each, whose tables would take 340 MB; and others whose tables just fit, one at a time.
   */
  @Test
  void losslessWebpsOfManyTablesDoNotEndLocalMode() throws Exception {
    byte[] lossy = Pictures.resource("lossy.webp");
    List<String> command = options();
    command.add(0, "@src/local/jvm.options");
    command.add(DecodeInLocalMode.class.getName());
    for (byte[] file :
        List.of(
            HostileWebp.groups(65_536),
            HostileWebp.alphaGroups(lossy, 65_536),
            HostileWebp.groups(30_000),
            HostileWebp.alphaGroups(lossy, 30_000))) {
      command.add(Files.write(Files.createTempFile(folder, "", ""), file).toString());
    }

    assertThat(outputOf(command)).containsExactly("TOO_COSTLY", "TOO_COSTLY", "96", "96");
  }

  private void assertFits(byte[] file, int heapMegabytes) throws Exception {
    assertFits(file, heapMegabytes, "10000 1024");
  }

  private void assertFits(byte[] file, int heapMegabytes, String sizes) throws Exception {
    Path path = Files.write(folder.resolve("picture"), file);
    List<String> command = options();
    command.add(0, "-Xmx" + heapMegabytes + "m");
    command.addAll(List.of(DecodeTwiceAtOnce.class.getName(), path.toString()));
    List<String> output = outputOf(command);

    assertThat(output.get(0)).isEqualTo(sizes);
    if (output.size() > 1) {
      assertThat(Integer.parseInt(output.get(1))).as("peak in kB").isLessThan(512 * 1024);
    }
  }

  /** {@return what is common to all processes, without the program} */
  private static List<String> options() {
    return new ArrayList<>(
        List.of(
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
  }

  private static List<String> outputOf(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(arguments);
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
    return output;
  }
}

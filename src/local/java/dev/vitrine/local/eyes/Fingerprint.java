package dev.vitrine.local.eyes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells the text side of one model from that of another. Of large files only samples are read, as a
 * gigabyte takes seconds; two trainings differ in nearly every weight, so samples tell them apart.
 */
final class Fingerprint {
  private static final int SAMPLES = 256;
  private static final int SAMPLE = 4096;

  private Fingerprint() {}

  /** {@return hexadecimal, of what decides about a text's embedding: config.json and textual/} */
  static String ofTexts(Path folder) throws UnusableModelException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files(folder)) {
        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        add(digest, file);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UnusableModelException(folder, "a file cannot be read: " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> texts = Files.list(folder.resolve("textual"))) {
      return Stream.concat(
              Stream.of(folder.resolve("config.json")), texts.filter(Files::isRegularFile))
          .sorted()
          .toList();
    }
  }

  private static void add(MessageDigest digest, Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      long size = file.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      boolean whole = size <= (long) SAMPLES * SAMPLE;
      ByteBuffer sample = ByteBuffer.allocate(whole ? (int) size : SAMPLE);
      long step = whole ? Math.max(1, size) : (size - SAMPLE) / (SAMPLES - 1);
      for (long at = 0; at < size; at += step) {
        sample.clear();
        while (sample.hasRemaining() && file.read(sample, at + sample.position()) > 0) {
          continue;
        }
        digest.update(sample.flip());
      }
    }
  }
}

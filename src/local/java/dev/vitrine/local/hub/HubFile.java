package dev.vitrine.local.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of a pinned revision.
 *
 * @param path inside the repository
 * @param size in bytes
 * @param sha256 hex digits of its content; null for a file that git keeps itself and that was not
 *     fetched yet
 * @param gitSha1 hex digits of its git blob, for files that git keeps itself; null for large ones
 */
record HubFile(String path, long size, @Nullable String sha256, @Nullable String gitSha1) {
  private static final int BLOCK = 1 << 16;

  HubFile {
    if (size < 0) {
      throw new IllegalArgumentException("the size is negative: " + size);
    }
    sha256 = checked(sha256, 64);
    gitSha1 = checked(gitSha1, 40);
    if (sha256 == null && gitSha1 == null) {
      throw new IllegalArgumentException(path + " has no checksum");
    }
  }

  private static @Nullable String checked(@Nullable String hex, int digits) {
    if (hex == null) {
      return null;
    }
    String lower = hex.toLowerCase(Locale.ROOT);
    if (lower.length() != digits || !lower.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("not a checksum of " + digits + " digits: " + hex);
    }
    return lower;
  }

  /** {@return whether a file on this machine has exactly this content} */
  boolean isContentOf(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != size) {
      return false;
    }
    return sha256 != null ? sha256.equals(sha256(file)) : gitSha1(file).equals(gitSha1);
  }

  /**
   * This file with its SHA-256.
   *
   * @param file its content, which has been compared
   */
  HubFile withSha256(Path file) throws IOException {
    return sha256 != null ? this : new HubFile(path, size, sha256(file), gitSha1);
  }

  private static String sha256(Path file) throws IOException {
    return digest(file, newDigest("SHA-256"));
  }

  /** As git names a blob: the hash of a header with the length, and the content. */
  private static String gitSha1(Path file) throws IOException {
    MessageDigest digest = newDigest("SHA-1");
    digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest(file, digest);
  }

  private static String digest(Path file, MessageDigest digest) throws IOException {
    byte[] block = new byte[BLOCK];
    try (InputStream content = Files.newInputStream(file)) {
      for (int read = content.read(block); read >= 0; read = content.read(block)) {
        digest.update(block, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}

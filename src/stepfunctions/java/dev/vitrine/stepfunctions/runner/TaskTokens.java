package dev.vitrine.stepfunctions.runner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Task tokens of one execution: they say whose they are, and cannot be guessed. */
final class TaskTokens {

  /** Which task a token is for, if it is genuine. */
  record Claim(long execution, long task) {}

  private final long execution;
  private final long seed;

  TaskTokens(long execution, long seed) {
    this.execution = execution;
    this.seed = seed;
  }

  /** Always the same for the same task. */
  String of(long task) {
    ByteBuffer token = ByteBuffer.allocate(48).putLong(execution).putLong(task);
    byte[] secret = ByteBuffer.allocate(24).putLong(seed).putLong(execution).putLong(task).array();
    try {
      token.put(MessageDigest.getInstance("SHA-256").digest(secret));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return Base64.getUrlEncoder().encodeToString(token.array());
  }

  /** Empty when it is no token at all. */
  static Optional<Claim> claim(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
      ByteBuffer claim = ByteBuffer.wrap(Arrays.copyOf(bytes, 16));
      return bytes.length == 48
          ? Optional.of(new Claim(claim.getLong(), claim.getLong()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package dev.vitrine.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof that a delivery is from Vitrine and unchanged.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks: symmetric signatures</a>
 */
final class Signature {
  private static final String PREFIX = "whsec_";

  /** Length of a key; the convention asks for 24 to 64 bytes. */
  static final int KEY_BYTES = 32;

  private Signature() {}

  /** {@return the secret as receivers know it: {@code whsec_} and the key in base64} */
  static String secret(byte[] key) {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * {@return the header {@code webhook-signature}: a signature by each secret, divided by spaces}
   *
   * @param seconds since 1970, the header {@code webhook-timestamp}
   */
  static String header(List<String> secrets, String eventId, long seconds, String body) {
    return secrets.stream()
        .map(secret -> of(secret, eventId, seconds, body))
        .collect(Collectors.joining(" "));
  }

  private static String of(String secret, String eventId, long seconds, String body) {
    byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = eventId + "." + seconds + "." + body;
      byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}

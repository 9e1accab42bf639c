package dev.vitrine.upload;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signed policy of an S3 POST: what may be uploaded, until when. The SDK does not make these.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html">Browser-based
 *     uploads using POST (Signature Version 4)</a>
 */
final class PostPolicy {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'.000Z'").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON = new JsonMapper();

  private final String region;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final ArrayNode conditions = JSON.createArrayNode();

  PostPolicy(String region) {
    this.region = region;
  }

  /** Fixes a form field to one value. */
  PostPolicy field(String name, String value) {
    fields.put(name, value);
    conditions.addObject().put(name, value);
    return this;
  }

  /** Fixes the bucket, which is in the address and not a field. */
  PostPolicy bucket(String name) {
    conditions.addObject().put("bucket", name);
    return this;
  }

  /** Allows files of {@code least} to {@code most} bytes. */
  PostPolicy contentLength(long least, long most) {
    conditions.addArray().add("content-length-range").add(least).add(most);
    return this;
  }

  /**
   * @param sessionToken null for long-lived credentials
   * @return the form fields, policy and signature among them
   */
  Map<String, String> sign(
      String accessKeyId,
      String secretAccessKey,
      @Nullable String sessionToken,
      Instant now,
      Instant expiresAt) {
    field("x-amz-algorithm", "AWS4-HMAC-SHA256");
    field(
        "x-amz-credential",
        accessKeyId + "/" + DAY.format(now) + "/" + region + "/s3/aws4_request");
    field("x-amz-date", SECOND.format(now));
    if (sessionToken != null) {
      field("x-amz-security-token", sessionToken);
    }
    String policy = policy(expiresAt);
    Map<String, String> signed = new LinkedHashMap<>(fields);
    signed.put("policy", policy);
    signed.put("x-amz-signature", signature(secretAccessKey, region, DAY.format(now), policy));
    return signed;
  }

  private String policy(Instant expiresAt) {
    ObjectNode document = JSON.createObjectNode().put("expiration", EXPIRY.format(expiresAt));
    document.set("conditions", conditions);
    return Base64.getEncoder().encodeToString(document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param day {@code yyyyMMdd}
   * @param stringToSign the policy in base64
   * @return lower-case hexadecimal
   */
  static String signature(String secret, String region, String day, String stringToSign) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, stringToSign));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}

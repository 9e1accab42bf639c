package dev.vitrine.local;

import dev.vitrine.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Checks AWS Signature Version 4 of a request with a body that is in memory. Written by hand: the
 * SDK signs and does not check, and S3Proxy checks for S3 only.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 *     Create a signed AWS API request</a>
 */
final class AwsSignature {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/([^/,]+)/([^/,]+)/aws4_request,"
              + " ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
  private static final HexFormat HEX = HexFormat.of();

  private final AwsCredentials keys;

  AwsSignature(AwsCredentials keys) {
    this.keys = keys;
  }

  /**
   * A request as it came.
   *
   * @param path percent-encoded, without the query
   * @param query percent-encoded; null without one
   * @param header value of a header by its name in lower case; null without one
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Request(
      String method,
      String path,
      @Nullable String query,
      Function<String, @Nullable String> header,
      byte[] body) {}

  /** {@return whether our keys signed the request, body included, within the last 15 minutes} */
  boolean isOurs(Request request, Instant now) {
    String authorization = request.header().apply("authorization");
    Matcher parts = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
    String time = request.header().apply("x-amz-date");
    if (!parts.matches() || time == null || !parts.group(1).equals(keys.accessKeyId())) {
      return false;
    }
    List<String> signed = List.of(parts.group(5).split(";"));
    if (!signed.contains("host") || !time.startsWith(parts.group(2)) || !isNow(time, now)) {
      return false;
    }
    String bodyHash = HEX.formatHex(Sha256.of(request.body()));
    String claimedHash = request.header().apply("x-amz-content-sha256");
    if (claimedHash != null && !claimedHash.equals(bodyHash)) {
      return false;
    }
    String scope = String.join("/", parts.group(2), parts.group(3), parts.group(4), "aws4_request");
    String text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            time,
            scope,
            HEX.formatHex(Sha256.of(bytes(canonical(request, signed, bodyHash)))));
    byte[] key = bytes("AWS4" + keys.secretAccessKey());
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return MessageDigest.isEqual(hmac(key, text), HEX.parseHex(parts.group(6)));
  }

  private static boolean isNow(String time, Instant now) {
    try {
      Instant then = TIME.parse(time, Instant::from);
      return Duration.between(then, now).abs().compareTo(CLOCK_SKEW) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String canonical(Request request, List<String> signed, String bodyHash) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(encodedOnceMore(request.path())).append('\n');
    text.append(sorted(request.query())).append('\n');
    for (String name : signed) {
      String value = request.header().apply(name);
      String trimmed = value == null ? "" : value.strip().replaceAll(" +", " ");
      text.append(name).append(':').append(trimmed).append('\n');
    }
    return text.append('\n')
        .append(String.join(";", signed))
        .append('\n')
        .append(bodyHash)
        .toString();
  }

  /** All services but S3 sign the path as it is sent, percent-encoded again. */
  private static String encodedOnceMore(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : bytes(path)) {
      char c = (char) (b & 0xFF);
      boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      encoded.append(unreserved ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return encoded.toString();
  }

  private static String sorted(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    String[] pairs = query.split("&");
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = pairs[i].contains("=") ? pairs[i] : pairs[i] + "=";
    }
    Arrays.sort(pairs);
    return String.join("&", pairs);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}

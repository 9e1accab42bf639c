package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** The members of a call, checked as AWS checks them. */
final class Request {

  private static final Pattern NAME =
      Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

  private static final Pattern CLIENT_TOKEN = Pattern.compile("[!-~]{1,64}");

  private static final int MAX_TOKEN = 1024;

  private final JsonNode body;

  Request(JsonNode body) {
    this.body = body;
  }

  boolean has(String member) {
    return body.hasNonNull(member);
  }

  String text(String member) throws ApiException {
    if (!body.path(member).isTextual()) {
      throw ApiException.validation(
          "1 validation error detected: Value null at '"
              + member
              + "' failed to satisfy constraint: Member must not be null");
    }
    return body.path(member).asText();
  }

  String text(String member, String absent) throws ApiException {
    return has(member) ? text(member) : absent;
  }

  boolean flag(String member, boolean absent) {
    return body.path(member).asBoolean(absent);
  }

  /**
   * @throws ApiException ValidationException when the member is a longer text than that
   */
  void limitLength(String member, int most) throws ApiException {
    if (body.path(member).asText().length() > most) {
      throw ApiException.validation(
          "1 validation error detected: Value at '"
              + member
              + "' failed to satisfy constraint: Member must have length less than or equal to "
              + most);
    }
  }

  String name(String member) throws ApiException {
    String name = text(member);
    if (!NAME.matcher(name).matches()) {
      throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  String clientToken() throws ApiException {
    String token = text("clientToken");
    if (!CLIENT_TOKEN.matcher(token).matches()) {
      throw ApiException.validation(
          "1 validation error detected: Value at 'clientToken' failed to satisfy constraint: Member"
              + " must satisfy regular expression pattern: "
              + CLIENT_TOKEN);
    }
    return token;
  }

  String executionArn() throws ApiException {
    String arn = text("executionArn");
    if (!Arns.isExecution(arn)) {
      throw ApiException.invalidArn(arn);
    }
    return arn;
  }

  /** How many entries a page may have: 0 means 100. */
  int maxResults() throws ApiException {
    int max = body.path("maxResults").asInt(0);
    if (max < 0 || max > 1000) {
      throw ApiException.validation(
          "1 validation error detected: Value '"
              + max
              + "' at 'maxResults' failed to satisfy"
              + " constraint: Member must have value less than or equal to 1000");
    }
    return max == 0 ? 100 : max;
  }

  /**
   * Where the page before ended.
   *
   * @throws ApiException InvalidToken when it is not one of {@link #token}
   */
  long nextToken(long absent) throws ApiException {
    if (!has("nextToken")) {
      return absent;
    }
    String token = text("nextToken");
    limitLength("nextToken", MAX_TOKEN);
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      return Long.parseLong(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
    }
  }

  static String token(long next) {
    byte[] bytes = String.valueOf(next).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Times are seconds in this protocol. */
  static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }
}

package dev.vitrine.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void allowsExactlyWhatIsSigned() throws Exception {
    Map<String, String> fields =
        new PostPolicy("eu-central-1")
            .bucket("uploads")
            .contentLength(1, 1000)
            .field("key", "demo/a.jpg")
            .sign("AKID", "secret", null, NOW, NOW.plusSeconds(900));

    JsonNode policy = new JsonMapper().readTree(Base64.getDecoder().decode(fields.get("policy")));
    assertThat(policy.path("expiration").asText()).isEqualTo("2026-11-24T10:15:00.000Z");
    assertThat(policy.path("conditions"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"bucket\":\"uploads\"}",
            "[\"content-length-range\",1,1000]",
            "{\"key\":\"demo/a.jpg\"}",
            "{\"x-amz-algorithm\":\"AWS4-HMAC-SHA256\"}",
            "{\"x-amz-credential\":\"AKID/20261124/eu-central-1/s3/aws4_request\"}",
            "{\"x-amz-date\":\"20261124T100000Z\"}");
    assertThat(fields)
        .containsEntry("key", "demo/a.jpg")
        .containsEntry("x-amz-algorithm", "AWS4-HMAC-SHA256")
        .doesNotContainKey("x-amz-security-token");
    assertThat(fields.get("x-amz-signature"))
        .isEqualTo(
            PostPolicy.signature("secret", "eu-central-1", "20261124", fields.get("policy")));
  }

  @Test
  void signsTheSessionTokenOfALambdaFunction() {
    Map<String, String> fields =
        new PostPolicy("us-east-1").sign("AKID", "secret", "token", NOW, NOW.plusSeconds(900));

    assertThat(fields).containsEntry("x-amz-security-token", "token");
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html">AWS'
   *     example</a>, whose lines end with CR and LF
   */
  @Test
  void signsThePublishedExampleAsAwsDoes() {
    String policy =
        """
        { "expiration": "2015-12-30T12:00:00.000Z",
          "conditions": [
            {"bucket": "sigv4examplebucket"},
            ["starts-with", "$key", "user/user1/"],
            {"acl": "public-read"},
            {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},
            ["starts-with", "$Content-Type", "image/"],
            {"x-amz-meta-uuid": "14365123651274"},
            {"x-amz-server-side-encryption": "AES256"},
            ["starts-with", "$x-amz-meta-tag", ""],

            {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
            {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
            {"x-amz-date": "20151229T000000Z" }
          ]
        }""";
    String stringToSign =
        Base64.getEncoder().encodeToString(policy.replace("\n", "\r\n").getBytes(UTF_8));

    assertThat(
            PostPolicy.signature(
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "20151229", stringToSign))
        .isEqualTo("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");
  }
}

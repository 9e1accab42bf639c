package dev.vitrine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Keeps the messages that are sent to a {@link LoopbackSqs}, and answers as the service's reference
 * says: the message's id and the MD5 of its body, which the SDK compares. What it lacks: limits,
 * throttling, and permissions, which {@code LeastPrivilegeTest} checks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public final class SentMessages implements HttpHandler {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean failing;

  /** From now on the queue is not there. */
  public void fail() {
    failing = true;
  }

  /** {@return the requests so far, in turn} */
  public List<JsonNode> requests() {
    return requests;
  }

  @Override
  public void handle(HttpExchange call) throws IOException {
    assertThat(call.getRequestHeaders().getFirst("X-Amz-Target"))
        .isEqualTo("AmazonSQS.SendMessage");
    JsonNode request = JSON.readTree(call.getRequestBody());
    requests.add(request);
    Map<String, String> answer =
        failing
            ? Map.of("__type", "com.amazonaws.sqs#QueueDoesNotExist")
            : Map.of(
                "MessageId",
                "5fea7756-0ea4-451a-a703-a558b933e274",
                "MD5OfMessageBody",
                md5(request.path("MessageBody").asText()));
    byte[] body = JSON.writeValueAsBytes(answer);
    call.sendResponseHeaders(failing ? 400 : 200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private static String md5(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

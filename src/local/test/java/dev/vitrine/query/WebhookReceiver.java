package dev.vitrine.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The server of a seller's that is told of events. Checks signatures as the convention says. */
public final class WebhookReceiver implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** One request. */
  public record Received(String id, String timestamp, String signature, String body) {
    public JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    /**
     * Written from the text of Standard Webhooks: {@code msg_id.timestamp.payload}, HMAC-SHA256
     * with the key behind {@code whsec_}, base64, one of the signatures that follow {@code v1,}.
     */
    public boolean isSignedWith(String secret) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] wanted = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
      for (String one : signature.split(" ")) {
        if (one.startsWith("v1,")
            && MessageDigest.isEqual(wanted, Base64.getDecoder().decode(one.substring(3)))) {
          return true;
        }
      }
      return false;
    }

    Received with(String otherId, String otherTimestamp, String otherBody) {
      return new Received(otherId, otherTimestamp, signature, otherBody);
    }
  }

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile IntUnaryOperator answer = number -> 204;

  public WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  public List<Received> received() {
    return received;
  }

  /** Answers the nth request, counted from 1, with a status. */
  public void answers(IntUnaryOperator statusOfRequest) {
    answer = statusOfRequest;
  }

  private void take(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
    received.add(
        new Received(
            call.getRequestHeaders().getFirst("webhook-id"),
            call.getRequestHeaders().getFirst("webhook-timestamp"),
            call.getRequestHeaders().getFirst("webhook-signature"),
            body));
    call.sendResponseHeaders(answer.applyAsInt(received.size()), -1);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

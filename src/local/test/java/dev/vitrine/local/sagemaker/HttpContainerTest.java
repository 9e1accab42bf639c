package dev.vitrine.local.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.local.model.ModelAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpContainerTest {
  private static final byte[] BODY = {1, 2};

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;

  HttpContainerTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
  }

  private HttpContainer container(Duration patience, HttpHandler handler) {
    server.createContext("/invocations", handler);
    server.start();
    return new HttpContainer(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), patience);
  }

  @AfterEach
  void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void givesTheContainersAnswerAsItIs() throws Exception {
    HttpContainer container =
        container(
            Duration.ofSeconds(40),
            exchange -> {
              String attributes =
                  exchange.getRequestHeaders().getFirst("X-Amzn-SageMaker-Custom-Attributes");
              int length = exchange.getRequestBody().readAllBytes().length;
              answer(exchange, 404, attributes + " " + length);
            });

    ModelAnswer answer = container.invoke("image/jpeg", "label_set=a", BODY);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(new String(answer.json(), StandardCharsets.UTF_8)).isEqualTo("label_set=a 2");
  }

  /** Else the caller's thread would wait for ever, and each retry would take another. */
  @Test
  void givesUpAContainerThatStopsWithinItsAnswer() throws Exception {
    HttpContainer container =
        container(
            Duration.ofSeconds(1),
            exchange -> {
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write(BODY);
              exchange.getResponseBody().flush();
              awaitEnd();
            });

    ModelAnswer answer = container.invoke(null, null, BODY);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(new String(answer.json(), StandardCharsets.UTF_8))
        .contains("MODEL_ERROR", "does not answer (TimeoutException)");
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

package dev.vitrine.local.captioner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.contract.Contract;
import dev.vitrine.local.model.Captioner.Captioned;
import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Against a server with the request and the answer that Ollama's documentation shows for structured
 * outputs and for images.
 *
 * @see <a href="https://github.com/ollama/ollama/blob/main/docs/api.md">API, "Chat request
 *     (Structured outputs)" and "Chat request (with images)"</a>
 */
@Timeout(30)
class OllamaCaptionerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] PICTURE = {1, 2, 3};

  private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer ollama;
  private int status = 200;
  private String answer = "";
  private boolean silent;

  @BeforeEach
  void start() throws IOException {
    ollama = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    ollama.createContext("/api/chat", this::chat);
    ollama.setExecutor(threads);
    ollama.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    ollama.stop(0);
    threads.shutdownNow();
  }

  private void chat(HttpExchange exchange) throws IOException {
    asked.add(JSON.readTree(exchange.getRequestBody()));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try {
      if (silent) {
        over.await(20, TimeUnit.SECONDS);
      }
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  /** As the documentation shows it, with other content. */
  private void says(String content) throws IOException {
    answer =
        """
        {"model": "llava", "created_at": "2024-12-06T00:46:58.265747Z",
         "message": {"role": "assistant", "content": %s},
         "done_reason": "stop", "done": true, "total_duration": 2254970291,
         "load_duration": 574751416, "prompt_eval_count": 34,
         "prompt_eval_duration": 1502000000, "eval_count": 12, "eval_duration": 175000000}
        """
            .formatted(JSON.writeValueAsString(content));
  }

  private OllamaCaptioner captioner(Duration patience) {
    URI address = URI.create("http://127.0.0.1:" + ollama.getAddress().getPort());
    return new OllamaCaptioner("llava:7b", address, patience);
  }

  private Captioned caption() {
    return captioner(Duration.ofSeconds(20)).caption(PICTURE, Long.MAX_VALUE);
  }

  @Test
  void readsNoMoreThanTheContractAllows() {
    String text = "/$defs/answer/properties/text/";
    assertEquals(
        (int) Contract.limit("interrogator", text + "maxItems"), OllamaCaptioner.MOST_WORDS);
    assertEquals(
        (int) Contract.limit("interrogator", text + "items/maxLength"),
        OllamaCaptioner.LONGEST_WORDS);
  }

  @Test
  void asksForACaptionAndTheWordsAndNothingElse() throws Exception {
    says("{\"caption\": \" A blue mug\\n on a table. \", \"words\": [\"CAFÉ 1920\", \"\"]}");

    Captioned captioned = caption();

    assertEquals(new Captioned("A blue mug on a table.", List.of("CAFÉ 1920")), captioned);
    JsonNode request = asked.remove();
    assertEquals("llava:7b", request.get("model").asText());
    assertEquals(false, request.get("stream").asBoolean(true));
    assertEquals(0, request.at("/options/temperature").asInt(1));
    assertEquals("user", request.at("/messages/0/role").asText());
    assertEquals(
        Base64.getEncoder().encodeToString(PICTURE), request.at("/messages/0/images/0").asText());
    assertEquals("object", request.at("/format/type").asText());
    assertEquals("string", request.at("/format/properties/caption/type").asText());
    assertEquals("string", request.at("/format/properties/words/items/type").asText());
    assertEquals("[\"caption\",\"words\"]", request.at("/format/required").toString());
    assertEquals("ollama:llava:7b", captioner(Duration.ZERO).name());
  }

  @Test
  void takesAnAnswerAgainstTheSchemaForAFailureOfTheModel() throws Exception {
    for (String content :
        List.of(
            "A blue mug.",
            "",
            "{\"caption\": \"A blue mug.\"}",
            "{\"caption\": \"\", \"words\": []}",
            "{\"caption\": \"A\", \"words\": \"none\"}",
            "{\"caption\": \"A\", \"words\": [1]}",
            "{\"caption\": \"A\", \"words\": [], \"price\": 3}",
            "{\"caption\": \"" + "a".repeat(1_001) + "\", \"words\": []}",
            "{\"caption\": \"A mug with the wor")) {
      says(content);
      EndpointException e = assertThrows(EndpointException.class, this::caption, content);
      assertEquals(EndpointError.MODEL_ERROR, e.error(), content);
    }
    answer = "<html>";
    assertThrows(EndpointException.class, this::caption);
  }

  @Test
  void saysHowToGetAModelThatIsNotThere() {
    status = 404;
    answer = "{\"error\": \"model 'llava:7b' not found\"}";

    EndpointException e = assertThrows(EndpointException.class, this::caption);

    assertEquals("ollama:llava:7b is not there: run ollama pull llava:7b.", e.getMessage());
  }

  @Test
  void waitsNoLongerThanItMayForTheBodyEither() throws Exception {
    says("{\"caption\": \"A\", \"words\": []}");
    silent = true;

    EndpointException e =
        assertThrows(
            EndpointException.class,
            () -> captioner(Duration.ofMillis(300)).caption(PICTURE, Long.MAX_VALUE));

    assertEquals(EndpointError.DEADLINE, e.error());
  }

  @Test
  void saysThatOllamaDoesNotRun() {
    ollama.stop(0);

    EndpointException e = assertThrows(EndpointException.class, this::caption);

    assertEquals(EndpointError.MODEL_ERROR, e.error());
    assertTrue(e.getMessage().startsWith("ollama:llava:7b cannot be reached at 127.0.0.1:"));
  }

  @Test
  void looksForOllamaOnThisMachineUnlessAPersonSaysOtherwise() {
    Map.of(
            "", "http://127.0.0.1:11434",
            "0.0.0.0", "http://127.0.0.1:11434",
            "0.0.0.0:8000", "http://127.0.0.1:8000",
            ":8000", "http://127.0.0.1:8000",
            "gpu.lan", "http://gpu.lan:11434",
            "http://gpu.lan", "http://gpu.lan:80",
            "https://gpu.lan/", "https://gpu.lan:443",
            "https://gpu.lan:8443/ollama", "https://gpu.lan:8443/ollama")
        .forEach(
            (setting, address) -> assertEquals(URI.create(address), OllamaAddress.of(setting)));
    assertThrows(IllegalArgumentException.class, () -> OllamaAddress.of("ftp://gpu.lan"));
    assertThrows(IllegalArgumentException.class, () -> OllamaAddress.of("a b"));
  }
}

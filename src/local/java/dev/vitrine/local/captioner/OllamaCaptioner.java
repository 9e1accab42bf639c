package dev.vitrine.local.captioner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.local.model.Captioner;
import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A vision model that Ollama runs. Its answer is held to a JSON schema: a caption, the words on the
 * product, and nothing else; an answer that breaks it is an error, not a caption.
 *
 * @see <a href="https://github.com/ollama/ollama/blob/main/docs/api.md">Generate a chat
 *     completion</a>
 */
public final class OllamaCaptioner implements Captioner {
  /** As long as SageMaker gives a container. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final System.Logger LOG = System.getLogger(OllamaCaptioner.class.getName());
  private static final int LONGEST_CAPTION = 1_000;
  static final int LONGEST_WORDS = 200;
  static final int MOST_WORDS = 50;

  /** Ends an answer that would never end; an answer that is cut so is not JSON. */
  private static final int MOST_TOKENS = 800;

  private static final String QUESTION =
      "This is a photo of a product in a shop. Answer as JSON. caption: one plain sentence that says"
          + " what the photo shows, without praise and without guesses. words: every text that can"
          + " be read on the product itself, as it is written there; an empty list if there is"
          + " none.";

  private static final String SCHEMA =
      """
      {"type": "object",
       "properties": {
         "caption": {"type": "string"},
         "words": {"type": "array", "items": {"type": "string"}}},
       "required": ["caption", "words"],
       "additionalProperties": false}
      """;

  private final String model;
  private final URI chat;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param model as {@code ollama list} names it
   * @param address of Ollama, see {@link OllamaAddress}
   * @param patience how long an answer may take
   */
  public OllamaCaptioner(String model, URI address, Duration patience) {
    if (!model.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}")) {
      throw new IllegalArgumentException("not a name of an Ollama model: " + model);
    }
    this.model = model;
    this.chat = URI.create(address + "/api/chat");
    this.patience = patience;
  }

  @Override
  public String name() {
    return "ollama:" + model;
  }

  @Override
  public Captioned caption(byte[] picture, long deadline) {
    HttpRequest request =
        HttpRequest.newBuilder(chat)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(request(picture)))
            .build();
    HttpResponse<byte[]> answer = send(request);
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    try {
      JsonNode content = JSON.readTree(answer.body()).at("/message/content");
      return parse(JSON.readTree(content.asText()));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, name() + " answered against the schema: " + e);
      throw failed("did not answer with a caption and the words on the product");
    }
  }

  private byte[] request(byte[] picture) {
    try {
      ObjectNode request = JSON.createObjectNode().put("model", model).put("stream", false);
      request
          .putArray("messages")
          .addObject()
          .put("role", "user")
          .put("content", QUESTION)
          .putArray("images")
          .add(Base64.getEncoder().encodeToString(picture));
      request.set("format", JSON.readTree(SCHEMA));
      request.putObject("options").put("temperature", 0).put("num_predict", MOST_TOKENS);
      return JSON.writeValueAsBytes(request);
    } catch (IOException e) {
      throw new IllegalStateException("a request that cannot be written", e);
    }
  }

  /** The HTTP client's own time-out ends with the head of an answer; this one with its body. */
  private HttpResponse<byte[]> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new EndpointException(
          EndpointError.DEADLINE, name() + " took longer than " + patience.toSeconds() + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, name() + " at " + chat + ": " + e.getCause());
      throw failed("cannot be reached at " + chat.getHost() + ":" + chat.getPort());
    } finally {
      answer.cancel(true);
    }
  }

  /** Ollama's errors are {@code {"error": "model 'x' not found"}}. */
  private EndpointException refused(HttpResponse<byte[]> answer) {
    String why = "";
    try {
      why = JSON.readTree(answer.body()).path("error").asText();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an error without JSON", e);
    }
    LOG.log(System.Logger.Level.WARNING, "{0}: {1} {2}", name(), answer.statusCode(), why);
    return failed(
        answer.statusCode() == 404
            ? "is not there: run ollama pull " + model
            : "failed (" + answer.statusCode() + ")");
  }

  private EndpointException failed(String how) {
    return new EndpointException(EndpointError.MODEL_ERROR, name() + " " + how + ".");
  }

  private static Captioned parse(JsonNode json) {
    JsonNode caption = json.path("caption");
    JsonNode words = json.path("words");
    if (!json.isObject() || json.size() != 2 || !caption.isTextual() || !words.isArray()) {
      throw new IllegalArgumentException("the members are not caption and words");
    }
    String sentence = oneLine(caption.asText(), LONGEST_CAPTION);
    Set<String> read = new LinkedHashSet<>();
    for (JsonNode word : words) {
      if (!word.isTextual() || words.size() > MOST_WORDS) {
        throw new IllegalArgumentException("words are not a list of at most 50 texts");
      }
      read.add(oneLine(word.asText(), LONGEST_WORDS));
    }
    read.remove("");
    return new Captioned(sentence, new ArrayList<>(read));
  }

  private static String oneLine(String text, int longest) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (line.length() > longest) {
      throw new IllegalArgumentException("a text has more than " + longest + " characters");
    }
    return line;
  }
}

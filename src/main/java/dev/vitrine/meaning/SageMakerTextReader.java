package dev.vitrine.meaning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.ModelUnavailableException;
import dev.vitrine.tag.Embedding;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The text side of the CLIP endpoint. What it answered is kept for some minutes, as a page asks
 * again for the same: no longer, because another model may have taken the endpoint's place.
 */
@DefaultBean
@ApplicationScoped
class SageMakerTextReader implements TextReader {
  /** Of the 29 s that API Gateway gives, what the index and the table do not need. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final Duration KEPT = Duration.ofMinutes(10);

  /** The longest text of the contract, in code points; a model reads fewer. */
  private static final int LONGEST = 200;

  /** Texts that are kept, of some 3 KB each. */
  private static final int MOST = 256;

  private static final Logger LOG = Logger.getLogger(SageMakerTextReader.class);

  private final ModelEndpoints endpoints;
  private final EndpointConfig config;
  private final ObjectMapper json;
  private final Clock clock;
  private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

  SageMakerTextReader(
      ModelEndpoints endpoints, EndpointConfig config, ObjectMapper json, Clock clock) {
    this.endpoints = endpoints;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  private record Known(Meaning meaning, Instant since) {}

  @Override
  public Optional<Meaning> read(String text) {
    String sentence = cut(TextReader.sentence(text));
    @Nullable Meaning kept = fromCache(sentence);
    if (kept != null) {
      return Optional.of(kept);
    }
    try {
      Optional<Meaning> read = ask(sentence);
      read.ifPresent(meaning -> keep(sentence, meaning));
      return read;
    } catch (ModelUnavailableException | ModelRefusedException e) {
      LOG.warnf(e, "a text cannot be read; pictures are found by their words only");
      return Optional.empty();
    }
  }

  private static String cut(String sentence) {
    return sentence.codePointCount(0, sentence.length()) <= LONGEST
        ? sentence
        : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST));
  }

  private Optional<Meaning> ask(String sentence) {
    ObjectNode request = json.createObjectNode();
    request.putArray("texts").add(sentence).add(ANYTHING);
    JsonNode answer = endpoints.invoke(config.clip(), ModelRequest.json(request).within(PATIENCE));
    String model = answer.path("model").path("name").asText();
    JsonNode embeddings = answer.path("embeddings");
    if (model.isEmpty() || embeddings.size() != 2 || !areComparable(embeddings)) {
      LOG.warnf("%s does not answer texts with embeddings", config.clip());
      return Optional.empty();
    }
    return Optional.of(
        new Meaning(
            new Embedding(model, embeddings.get(0).asText()),
            new Embedding(model, embeddings.get(1).asText())));
  }

  private static boolean areComparable(JsonNode embeddings) {
    return UnitVector.of(embeddings.get(0).asText())
        .flatMap(
            one ->
                UnitVector.of(embeddings.get(1).asText())
                    .filter(other -> other.numbers().size() == one.numbers().size()))
        .isPresent();
  }

  private synchronized @Nullable Meaning fromCache(String sentence) {
    Known one = known.get(sentence);
    return one == null || one.since().plus(KEPT).isBefore(clock.instant()) ? null : one.meaning();
  }

  private synchronized void keep(String sentence, Meaning meaning) {
    known.put(sentence, new Known(meaning, clock.instant()));
    var eldest = known.keySet().iterator();
    while (known.size() > MOST) {
      eldest.next();
      eldest.remove();
    }
  }
}

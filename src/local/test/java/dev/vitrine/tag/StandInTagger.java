package dev.vitrine.tag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.endpoint.ModelEndpoints;
import dev.vitrine.endpoint.ModelRefusedException;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.local.model.ClipEndpoint;
import dev.vitrine.local.model.ModelAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The real tagger before the stand-in for CLIP, which counts what it is asked. */
public final class StandInTagger implements Tagger {
  private static final JsonMapper JSON = new JsonMapper();

  /** Requests that brought a picture. */
  public final AtomicInteger pictures = new AtomicInteger();

  /** Requests that brought what was seen before. */
  public final AtomicInteger embeddings = new AtomicInteger();

  private final ClipEndpoint endpoint;
  private final SageMakerTagger tagger;

  public StandInTagger(ClipEndpoint endpoint) {
    this.endpoint = endpoint;
    this.tagger = new SageMakerTagger(new Endpoints(), "clip", JSON);
  }

  /** Answers at once, whatever the endpoint is called. */
  private final class Endpoints implements ModelEndpoints {
    @Override
    public JsonNode invoke(String endpoint, ModelRequest request) {
      return StandInTagger.this.invoke(request);
    }
  }

  private JsonNode invoke(ModelRequest request) {
    try {
      JsonNode asked = JSON.readTree(request.body());
      (asked.has("image") ? pictures : embeddings).incrementAndGet();
      ModelAnswer answer = endpoint.invoke(request.contentType(), "", request.body());
      JsonNode body = JSON.readTree(answer.json());
      if (answer.status() != 200) {
        throw new ModelRefusedException(
            body.at("/error/code").asText(), body.at("/error/message").asText());
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Scores score(byte[] jpeg, List<LabelGroup> groups) {
    return tagger.score(jpeg, groups);
  }

  @Override
  public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
    return tagger.scoreEmbedding(seen, groups);
  }
}

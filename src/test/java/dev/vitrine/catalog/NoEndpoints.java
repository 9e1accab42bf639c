package dev.vitrine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.function.Function;

/** Endpoints that nobody asks, so that there is nothing to forget. */
public class NoEndpoints implements AsynchronousEndpoints {
  @Override
  public <T> T invoke(
      String endpoint,
      ModelRequest request,
      PictureRef picture,
      String task,
      Function<JsonNode, T> parse) {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public void forget(PictureRef picture) {}

  @Override
  public void deleteLateAnswers(Instant before, int most) {}
}

package dev.vitrine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.image.PictureRef;

/** Endpoints that nobody asks, so that there is nothing to forget. */
final class NoEndpoints implements AsynchronousEndpoints {
  @Override
  public Submission submit(
      String endpoint, ModelRequest request, PictureRef picture, String taskToken) {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public void forget(PictureRef picture) {}

  @Override
  public JsonNode answer(String location) {
    throw new UnsupportedOperationException("nobody answers");
  }
}

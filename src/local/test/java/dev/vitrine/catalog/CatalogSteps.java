package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.upload.Upload;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** The real handlers that write a picture's record, on a catalog in memory, called with JSON. */
public final class CatalogSteps {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final StoreDescriptionHandler storeDescription;
  private final StoreRestyleHandler storeRestyle;
  private final FinishImageHandler finishImage;
  private final RecordFailureHandler recordFailure;

  public CatalogSteps(Clock clock) {
    Leftovers leftovers = Examples.leftovers(new NoUploads());
    storeDescription = new StoreDescriptionHandler(catalog, leftovers, clock);
    storeRestyle = new StoreRestyleHandler(catalog, leftovers);
    finishImage = new FinishImageHandler(catalog, leftovers, clock);
    recordFailure = new RecordFailureHandler(catalog, leftovers, clock);
  }

  public void receive(Upload upload) {
    catalog.receive(upload);
  }

  /** {@return the result of a function, as JSON} */
  public String call(String function, JsonNode request) throws JsonProcessingException {
    return JSON.writeValueAsString(
        switch (function) {
          case "StoreDescription" ->
              storeDescription.handleRequest(
                  JSON.treeToValue(request, StoreDescriptionHandler.Request.class), A_MINUTE);
          case "StoreRestyle" ->
              storeRestyle.handleRequest(
                  JSON.treeToValue(request, StoreRestyleHandler.Request.class), A_MINUTE);
          case "FinishImage" ->
              finishImage.handleRequest(
                  JSON.treeToValue(request, FinishImageHandler.Request.class), A_MINUTE);
          case "RecordFailure" ->
              recordFailure.handleRequest(
                  JSON.treeToValue(request, RecordFailureHandler.Request.class), A_MINUTE);
          default -> throw new IllegalArgumentException("no function " + function);
        });
  }

  /** {@return how many images have each status} */
  public Map<ImageStatus, Integer> statuses() {
    Map<ImageStatus, Integer> statuses = new EnumMap<>(ImageStatus.class);
    catalog.all().forEach(image -> statuses.merge(image.status(), 1, Integer::sum));
    return statuses;
  }
}

package dev.vitrine.restyle;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import java.util.Map;

/** The steps that restyle, for tests of other rooms. */
public final class RestyleSteps {
  private RestyleSteps() {}

  public static Restyler restyler(AsynchronousEndpoints later) {
    return new SageMakerRestyler(
        (endpoint, request) -> {
          throw new AssertionError("a real-time endpoint is asked");
        },
        later,
        Settings.with(EndpointConfig.class, Map.of("vitrine.endpoint.sdxl-mode", "asynchronous")),
        new JsonMapper());
  }
}

package dev.vitrine.restyle;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;

/** The steps that restyle, for tests of other rooms. */
public final class RestyleSteps {
  private RestyleSteps() {}

  public static Restyler restyler(AsynchronousEndpoints later) {
    return new SageMakerRestyler(
        (endpoint, request) -> {
          throw new AssertionError("a real-time endpoint is asked");
        },
        later,
        Settings.atDefaults(EndpointConfig.class),
        new JsonMapper());
  }
}

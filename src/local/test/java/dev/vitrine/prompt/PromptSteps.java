package dev.vitrine.prompt;

import dev.vitrine.Settings;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import java.util.Map;

/** The steps that write a prompt, for tests of other rooms. */
public final class PromptSteps {
  private PromptSteps() {}

  public static PromptWriter writer(AsynchronousEndpoints later) {
    return new SageMakerPromptWriter(
        (endpoint, request) -> {
          throw new AssertionError("a real-time endpoint is asked");
        },
        later,
        Settings.with(
            EndpointConfig.class, Map.of("vitrine.endpoint.interrogator-mode", "asynchronous")));
  }
}

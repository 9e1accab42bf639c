package dev.vitrine.local.sagemaker;

import dev.vitrine.local.model.ModelAnswer;
import org.jspecify.annotations.Nullable;

/** A serving container behind an endpoint: {@code POST /invocations}. */
public interface ServingContainer {

  /**
   * @param contentType media type of the body; null when none was sent
   * @param customAttributes {@code X-Amzn-SageMaker-Custom-Attributes}; null when none were sent
   */
  ModelAnswer invoke(@Nullable String contentType, @Nullable String customAttributes, byte[] body);
}

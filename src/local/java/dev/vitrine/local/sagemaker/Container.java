package dev.vitrine.local.sagemaker;

import org.jspecify.annotations.Nullable;

/** What stands behind an endpoint: {@code POST /invocations} of a serving container. */
public interface Container {

  /**
   * @param contentType media type of the body; null when none was sent
   * @param customAttributes {@code X-Amzn-SageMaker-Custom-Attributes}; null when none were sent
   */
  Answer invoke(@Nullable String contentType, @Nullable String customAttributes, byte[] body);

  /**
   * A container's answer.
   *
   * @param status HTTP status
   * @param json the body
   */
  record Answer(int status, byte[] json) {}
}

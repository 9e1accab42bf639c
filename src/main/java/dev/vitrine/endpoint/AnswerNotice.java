package dev.vitrine.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What an asynchronous endpoint tells its topics about a request.
 *
 * @param inferenceId name of the request
 * @param invocationStatus {@code Completed} or {@code Failed}
 * @param failureReason why there is no answer
 * @param responseParameters of an answer
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-check-predictions.html">Check
 *     prediction results</a>
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record AnswerNotice(
    String inferenceId,
    String invocationStatus,
    @Nullable String failureReason,
    @Nullable Answer responseParameters) {

  /**
   * The answer.
   *
   * @param outputLocation {@code s3://...}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Answer(String outputLocation) {}
}

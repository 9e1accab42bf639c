package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;

/** Model endpoints that answer later: they have a queue, and may be asleep when they are asked. */
public interface AsynchronousEndpoints {

  /**
   * Asks. When the answer is there, the task ends with {@code {"answer": "s3://..."}}, for {@link
   * #answer}; when there will be none, with the name of {@link ModelRefusedException} or {@link
   * ModelUnavailableException}.
   *
   * @param endpoint name of an asynchronous SageMaker endpoint
   * @param taskToken of the workflow's task that waits
   * @throws ModelUnavailableException when the endpoint is not there; retried by the state machine
   * @throws dev.vitrine.render.StorageUnavailableException when the question cannot be kept
   */
  Submission submit(String endpoint, ModelRequest request, String taskToken);

  /**
   * Reads what was answered.
   *
   * @param location {@code s3://...}
   * @return the model's answer, a JSON object without a member {@code error}
   * @throws ModelRefusedException when the model did not take the question, or its answer is gone
   * @throws ModelUnavailableException when the model could not answer
   */
  JsonNode answer(String location);

  /**
   * A question that was asked.
   *
   * @param inferenceId names it, in the notice of its answer too
   */
  record Submission(String inferenceId) {}
}

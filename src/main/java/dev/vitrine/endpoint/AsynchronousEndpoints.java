package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.image.PictureRef;

/** Asynchronous model endpoints: they queue requests, and may have to wake up first. */
public interface AsynchronousEndpoints {

  /**
   * Sends a request without waiting for the answer. Later the task succeeds with {@code {"answer":
   * "s3://..."}}, for {@link #answer}, or fails with the name of {@link ModelRefusedException} or
   * {@link ModelUnavailableException}.
   *
   * @param endpoint name of an asynchronous SageMaker endpoint
   * @param picture that the request is about
   * @param taskToken of the workflow's task that waits for the answer
   * @throws ModelUnavailableException if the endpoint cannot be reached; the state machine retries
   * @throws dev.vitrine.upload.StorageUnavailableException if the request cannot be stored
   */
  Submission submit(String endpoint, ModelRequest request, PictureRef picture, String taskToken);

  /**
   * Deletes all requests about a picture and their answers, of this revision and of older ones. An
   * answer that an endpoint writes later is deleted when its notice comes.
   *
   * @throws dev.vitrine.upload.StorageUnavailableException if the store cannot be used at the
   *     moment
   */
  void forget(PictureRef picture);

  /**
   * Reads an answer.
   *
   * @param location {@code s3://...}
   * @return the model's answer, a JSON object without a member {@code error}
   * @throws ModelRefusedException if the model refused the request, or the answer is deleted
   * @throws ModelUnavailableException if the model failed
   */
  JsonNode answer(String location);

  /**
   * A request that was sent.
   *
   * @param inferenceId name of the request, also in the notice of its answer
   */
  record Submission(String inferenceId) {}
}

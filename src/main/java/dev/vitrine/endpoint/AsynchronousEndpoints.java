package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.image.PictureRef;
import java.time.Instant;
import java.util.function.Function;

/** Asynchronous model endpoints: they may have to wake up before they answer. */
public interface AsynchronousEndpoints {

  /**
   * Asks once for each task, and waits for the answer as long as the present thread may. A task
   * that comes again finds the answer to what it asked before.
   *
   * @param endpoint name of an asynchronous SageMaker endpoint
   * @param picture that the request is about
   * @param task token of the workflow's task that needs the answer
   * @param parse makes the result of the answer, a JSON object without a member {@code error}; it
   *     throws {@link ModelUnavailableException} for one that is no good
   * @throws ModelRefusedException if the model does not take the request
   * @throws AnswerPendingException if there is no answer yet, or no room for the request; the task
   *     comes again
   * @throws ModelUnavailableException if the endpoint cannot be reached or has failed; the task
   *     that comes again asks anew
   * @throws dev.vitrine.upload.StorageUnavailableException if request or answer cannot be stored or
   *     read at the moment
   */
  <T> T invoke(
      String endpoint,
      ModelRequest request,
      PictureRef picture,
      String task,
      Function<JsonNode, T> parse);

  /**
   * Deletes all requests about a picture and their answers, of this revision and of older ones. An
   * answer that an endpoint writes later is deleted by {@link #deleteLateAnswers}.
   *
   * @throws dev.vitrine.upload.StorageUnavailableException if the store cannot be used at the
   *     moment
   */
  void forget(PictureRef picture);

  /**
   * Deletes answers that have come to requests about deleted pictures. One that fails is left for
   * the next time.
   *
   * @param before only of requests that were given up before this time
   * @param most most requests to look at
   */
  void deleteLateAnswers(Instant before, int most);
}

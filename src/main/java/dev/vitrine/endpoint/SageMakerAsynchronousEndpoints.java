package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.image.PictureRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * Asynchronous endpoints of SageMaker: requests and answers lie in S3, a notice of SNS says that an
 * answer is there ({@link ResumeTaskHandler}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html">InvokeEndpointAsync</a>
 */
@ApplicationScoped
class SageMakerAsynchronousEndpoints implements AsynchronousEndpoints {
  /**
   * The longest that SageMaker keeps a request, a little less than the waiting state's own
   * TimeoutSeconds: an answer after that would be of no use to anybody.
   */
  private static final int KEPT_S = (int) Duration.ofHours(6).toSeconds();

  /** The longest that SageMaker lets a model take. */
  private static final int LONGEST_S = (int) Duration.ofHours(1).toSeconds();

  private final SageMakerRuntimeClient sageMaker;
  private final Mailbox mailbox;
  private final AnswerParser parser;

  SageMakerAsynchronousEndpoints(
      SageMakerRuntimeClient sageMaker, Mailbox mailbox, ObjectMapper json) {
    this.sageMaker = sageMaker;
    this.mailbox = mailbox;
    this.parser = new AnswerParser(json);
  }

  @Override
  public JsonNode answer(String location) {
    byte[] body =
        mailbox
            .read(location)
            .orElseThrow(() -> new ModelRefusedException("GONE", location + " is not there"));
    return parser.parse(location, body);
  }

  @Override
  public Submission submit(
      String endpoint, ModelRequest request, PictureRef picture, String taskToken) {
    // An InferenceId may have 64 characters: these are 63.
    String id = picture.imageId() + "-" + UUID.randomUUID();
    WaitingTask task = new WaitingTask(taskToken, null, null, picture.revision());
    // The task is stored before the request is, so that whoever deletes the picture finds both, and
    // before the endpoint is called, as its answer may come before the call returns.
    mailbox.keep(id, task);
    String location = mailbox.post(id, request.body());
    try {
      InvokeEndpointAsyncResponse asked =
          sageMaker.invokeEndpointAsync(
              r ->
                  r.endpointName(endpoint)
                      .inferenceId(id)
                      .inputLocation(location)
                      .contentType(request.contentType())
                      .accept("application/json")
                      .customAttributes(request.customAttributes())
                      .requestTTLSeconds(KEPT_S)
                      .invocationTimeoutSeconds(LONGEST_S));
      // The sweep reads these addresses if the notice is lost.
      mailbox.keep(id, task.answeredAt(asked.outputLocation(), asked.failureLocation()));
      return new Submission(id);
    } catch (SdkException e) {
      mailbox.forget(id);
      throw new ModelUnavailableException(
          endpoint + " did not take the request: " + e.getMessage(), e);
    }
  }

  @Override
  public void forget(PictureRef picture) {
    mailbox.deleteAllAbout(picture);
  }
}

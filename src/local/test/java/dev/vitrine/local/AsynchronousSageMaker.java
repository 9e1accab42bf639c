package dev.vitrine.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.function.LocalFunctions;
import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.local.sagemaker.LocalEndpoints;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import io.quarkus.arc.Unremovable;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * InvokeEndpointAsync on loopback: reads the question from S3, asks the stand-in, writes its answer
 * to S3 and calls resume-task as SNS would. All of that before it answers itself: nobody may rely
 * on being faster than the model.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html">InvokeEndpointAsync</a>
 */
@Path("/endpoints/{endpoint}/async-invocations")
@Unremovable
public class AsynchronousSageMaker {
  /** Names of questions that were answered. */
  static final Queue<String> ANSWERED = new ConcurrentLinkedQueue<>();

  /** Whether notices get lost. */
  static volatile boolean silent;

  private static final String FOLDER = "s3://vitrine-uploads/.vitrine/.later/";

  private final LocalEndpoints endpoints;
  private final LocalFunctions functions;
  private final S3Client s3;
  private final ObjectMapper json;

  AsynchronousSageMaker(
      LocalEndpoints endpoints, LocalFunctions functions, S3Client s3, ObjectMapper json) {
    this.endpoints = endpoints;
    this.functions = functions;
    this.s3 = s3;
    this.json = json;
  }

  @POST
  @Operation(hidden = true)
  public Response invoke(
      @PathParam("endpoint") String endpoint,
      @HeaderParam("X-Amzn-SageMaker-Content-Type") String contentType,
      @HeaderParam("X-Amzn-SageMaker-Custom-Attributes") @Nullable String customAttributes,
      @HeaderParam("X-Amzn-SageMaker-InputLocation") String question,
      @HeaderParam("X-Amzn-SageMaker-Inference-Id") String id)
      throws JsonProcessingException {
    String output = FOLDER + "answers/" + id + ".out";
    String failure = FOLDER + "failures/" + id + "-error.out";
    byte[] body =
        s3.getObjectAsBytes(r -> r.bucket(bucket(question)).key(key(question))).asByteArray();
    ModelAnswer answer =
        endpoints.named(endpoint).orElseThrow().invoke(contentType, customAttributes, body);
    boolean answered = answer.status() < 300;
    String reason =
        "Received client error (%d) from primary with message \"%s\""
            .formatted(answer.status(), new String(answer.json(), StandardCharsets.UTF_8));
    put(
        answered ? output : failure,
        answered ? answer.json() : reason.getBytes(StandardCharsets.UTF_8));
    ANSWERED.add(id);
    if (!silent) {
      publish(answered ? completed(id, output) : failed(id, reason));
    }
    return Response.accepted(Map.of("InferenceId", id))
        .header("X-Amzn-SageMaker-OutputLocation", output)
        .header("X-Amzn-SageMaker-FailureLocation", failure)
        .build();
  }

  private static Map<String, Object> completed(String id, String output) {
    Map<String, Object> notice = new HashMap<>(failed(id, ""));
    notice.remove("failureReason");
    notice.put("invocationStatus", "Completed");
    notice.put(
        "responseParameters", Map.of("contentType", "application/json", "outputLocation", output));
    return notice;
  }

  private static Map<String, Object> failed(String id, String reason) {
    return Map.of(
        "awsRegion", "us-east-1",
        "eventTime", "2026-11-24T22:46:00.608Z",
        "receivedTime", "2026-11-24T22:46:00.455Z",
        "invocationStatus", "Failed",
        "failureReason", reason,
        "requestParameters", Map.of("endpointName", "an-endpoint"),
        "inferenceId", id,
        "eventVersion", "1.0",
        "eventSource", "aws:sagemaker",
        "eventName", "InferenceResult");
  }

  private void publish(Map<String, Object> notice) throws JsonProcessingException {
    Map<String, Object> message =
        Map.of("Type", "Notification", "Message", json.writeValueAsString(notice));
    Map<String, Object> event =
        Map.of("Records", List.of(Map.of("EventSource", "aws:sns", "Sns", message)));
    FunctionResult resumed = functions.invoke("resume-task", json.writeValueAsBytes(event));
    if (resumed.error() != null) {
      throw new IllegalStateException(resumed.payload());
    }
  }

  private void put(String location, byte[] bytes) {
    s3.putObject(r -> r.bucket(bucket(location)).key(key(location)), RequestBody.fromBytes(bytes));
  }

  private static String bucket(String location) {
    return URI.create(location).getHost();
  }

  private static String key(String location) {
    return URI.create(location).getPath().substring(1);
  }
}

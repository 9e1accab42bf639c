package dev.vitrine.local;

import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.local.sagemaker.LocalEndpoints;
import io.quarkus.arc.Unremovable;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * InvokeEndpointAsync on loopback: reads the question from S3, asks the stand-in and writes its
 * answer to S3. It does so before it answers itself, or when a test lets it: nobody may rely on
 * being faster or slower than the model.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html">InvokeEndpointAsync</a>
 */
@Path("/endpoints/{endpoint}/async-invocations")
@Unremovable
public class AsynchronousSageMaker {
  /** Names of questions that were asked. */
  static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

  /** What is answered when the endpoints wake up. */
  private static final Queue<Runnable> HELD = new ConcurrentLinkedQueue<>();

  private static volatile boolean asleep;

  private static final String FOLDER = "s3://vitrine-uploads/.vitrine/.later/";

  private final LocalEndpoints endpoints;
  private final S3Client s3;

  AsynchronousSageMaker(LocalEndpoints endpoints, S3Client s3) {
    this.endpoints = endpoints;
    this.s3 = s3;
  }

  /** From now on questions are taken, but not answered. */
  static void fallAsleep() {
    asleep = true;
  }

  /** Answers what was asked meanwhile, and from now on at once. */
  static void wakeUp() {
    asleep = false;
    for (Runnable held = HELD.poll(); held != null; held = HELD.poll()) {
      held.run();
    }
  }

  @POST
  @Operation(hidden = true)
  public Response invoke(
      @PathParam("endpoint") String endpoint,
      @HeaderParam("X-Amzn-SageMaker-Content-Type") String contentType,
      @HeaderParam("X-Amzn-SageMaker-Custom-Attributes") @Nullable String customAttributes,
      @HeaderParam("X-Amzn-SageMaker-InputLocation") String question,
      @HeaderParam("X-Amzn-SageMaker-Inference-Id") String id) {
    String output = FOLDER + "answers/" + id + ".out";
    String failure = FOLDER + "failures/" + id + "-error.out";
    byte[] body =
        s3.getObjectAsBytes(r -> r.bucket(bucket(question)).key(key(question))).asByteArray();
    ASKED.add(id);
    HELD.add(
        () -> {
          ModelAnswer answer =
              endpoints.named(endpoint).orElseThrow().invoke(contentType, customAttributes, body);
          if (answer.status() < 300) {
            put(output, answer.json());
          } else {
            put(failure, reason(answer).getBytes(StandardCharsets.UTF_8));
          }
        });
    if (!asleep) {
      wakeUp();
    }
    return Response.accepted(Map.of("InferenceId", id))
        .header("X-Amzn-SageMaker-OutputLocation", output)
        .header("X-Amzn-SageMaker-FailureLocation", failure)
        .build();
  }

  private static String reason(ModelAnswer answer) {
    return "Received client error (%d) from primary with message \"%s\""
        .formatted(answer.status(), new String(answer.json(), StandardCharsets.UTF_8));
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

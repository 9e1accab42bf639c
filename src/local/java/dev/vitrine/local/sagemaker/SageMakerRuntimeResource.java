package dev.vitrine.local.sagemaker;

import dev.vitrine.local.model.ModelAnswer;
import io.quarkus.arc.Unremovable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The operation InvokeEndpoint.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html">InvokeEndpoint</a>
 */
@Path("/endpoints/{endpoint}/invocations")
@Unremovable
public class SageMakerRuntimeResource {
  private static final int MAX_BODY = 6_291_456;

  private final LocalEndpoints endpoints;

  public SageMakerRuntimeResource(LocalEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response invoke(
      @PathParam("endpoint") String endpoint,
      @HeaderParam("Content-Type") @Nullable String contentType,
      @HeaderParam("X-Amzn-SageMaker-Custom-Attributes") @Nullable String customAttributes,
      byte[] body) {
    ServingContainer container = endpoints.named(endpoint).orElse(null);
    if (container == null) {
      return error(400, "ValidationError", Map.of("message", notFound(endpoint)));
    }
    if (body.length > MAX_BODY) {
      return error(413, "ValidationError", Map.of("message", "Body is larger than 6 MB."));
    }
    ModelAnswer answer = container.invoke(contentType, customAttributes, body);
    return answer.status() < 300
        ? Response.ok(answer.json(), MediaType.APPLICATION_JSON)
            .header("x-Amzn-Invoked-Production-Variant", "local-stand-in")
            .build()
        : modelError(endpoint, answer);
  }

  private static Response modelError(String endpoint, ModelAnswer answer) {
    String quoted = new String(answer.json(), StandardCharsets.UTF_8);
    return error(
        424,
        "ModelError",
        Map.of(
            "Message",
            "Received client error (%d) from %s".formatted(answer.status(), endpoint),
            "OriginalMessage",
            quoted,
            "OriginalStatusCode",
            answer.status()));
  }

  private static String notFound(String endpoint) {
    return "Endpoint " + endpoint + " of account 000000000000 not found.";
  }

  private static Response error(int status, String type, Map<String, Object> body) {
    return Response.status(status)
        .header("x-amzn-errortype", type)
        .type(MediaType.APPLICATION_JSON)
        .entity(body)
        .build();
  }
}

package dev.vitrine.local.function;

import dev.vitrine.stepfunctions.runner.FunctionResult;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The Lambda API's Invoke, so that any AWS client can call a step by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
@Path("/2015-03-31/functions/{function}/invocations")
public class LambdaInvokeResource {
  private final LocalFunctions functions;

  public LambdaInvokeResource(LocalFunctions functions) {
    this.functions = functions;
  }

  /**
   * @param function name or ARN
   * @param payload JSON; nothing is the same as {@code {}}
   */
  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response invoke(@PathParam("function") String function, byte[] payload) {
    String name = function.substring(function.lastIndexOf(':') + 1);
    if (!functions.names().contains(name)) {
      return Response.status(404)
          .header("x-amzn-errortype", "ResourceNotFoundException")
          .entity(Map.of("Type", "User", "Message", "Function not found: " + function))
          .type(MediaType.APPLICATION_JSON)
          .build();
    }
    FunctionResult result =
        functions.invoke(name, payload.length == 0 ? new byte[] {'{', '}'} : payload);
    Response.ResponseBuilder answer =
        Response.ok(result.payload(), MediaType.APPLICATION_JSON)
            .header("X-Amz-Executed-Version", "$LATEST");
    return result.error() == null
        ? answer.build()
        : answer.header("X-Amz-Function-Error", result.error()).build();
  }
}

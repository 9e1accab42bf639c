package dev.vitrine.local.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.stepfunctions.runner.FunctionCall;
import dev.vitrine.stepfunctions.runner.FunctionName;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda API's Invoke, so that any AWS client can call a step by itself.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
@Path("/2015-03-31/functions/{function}/invocations")
public class LambdaInvokeResource {
  private final LocalFunctions functions;
  private final FunctionLine line;

  public LambdaInvokeResource(LocalFunctions functions, FunctionLine line) {
    this.functions = functions;
    this.line = line;
  }

  /**
   * @param function name or ARN, with or without a qualifier
   * @param qualifier $LATEST, the only version there is here
   * @param type RequestResponse (the default) waits for the function, Event does not, DryRun only
   *     checks the call
   * @param payload JSON; nothing is the same as {@code {}}
   */
  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public CompletionStage<Response> invoke(
      @PathParam("function") String function,
      @QueryParam("Qualifier") @Nullable String qualifier,
      @HeaderParam("X-Amz-Invocation-Type") @Nullable String type,
      byte[] payload) {
    FunctionName named = FunctionName.parse(function);
    String inName = named.qualifier();
    if (inName != null && qualifier != null && !qualifier.equals(inName)) {
      return error(
          400,
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    String version = inName != null ? inName : qualifier;
    if (!functions.names().contains(named.name())
        || (version != null && !version.equals(FunctionCall.LATEST))) {
      return error(404, "ResourceNotFoundException", "Function not found: " + function);
    }
    try {
      Object json =
          payload.length == 0
              ? Map.of()
              : Values.parse(new String(payload, StandardCharsets.UTF_8));
      return invoke(named.name(), json, type == null ? "RequestResponse" : type);
    } catch (JsonProcessingException e) {
      return error(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: " + e.getOriginalMessage());
    }
  }

  private CompletionStage<Response> invoke(String name, @Nullable Object json, String type) {
    boolean asEvent = type.equals("Event");
    FunctionCall call = new FunctionCall(name, FunctionCall.LATEST, json, asEvent, null);
    return switch (type) {
      case "DryRun" -> CompletableFuture.completedFuture(Response.noContent().build());
      case "Event" ->
          line.invoke(functions, call, Turn.of(call.payload()), () -> {})
              .thenApply(accepted -> Response.status(202).build());
      case "RequestResponse" -> answer(call);
      default -> error(400, "InvalidParameterValueException", "Not a type of invocation: " + type);
    };
  }

  private CompletionStage<Response> answer(FunctionCall call) {
    return line.invoke(functions, call, Turn.of(call.payload()), () -> {})
        .handle(
            (result, thrown) ->
                thrown == null
                    ? answer(result)
                    : refusal(500, "ServiceException", String.valueOf(thrown.getMessage())));
  }

  private static Response answer(FunctionResult result) {
    Response.ResponseBuilder answer =
        Response.ok(result.payload(), MediaType.APPLICATION_JSON)
            .header("X-Amz-Executed-Version", FunctionCall.LATEST);
    return result.error() == null
        ? answer.build()
        : answer.header("X-Amz-Function-Error", result.error()).build();
  }

  private static CompletionStage<Response> error(int status, String type, String message) {
    return CompletableFuture.completedFuture(refusal(status, type, message));
  }

  private static Response refusal(int status, String type, String message) {
    return Response.status(status)
        .header("x-amzn-errortype", type)
        .entity(Map.of("Type", "User", "Message", message))
        .type(MediaType.APPLICATION_JSON)
        .build();
  }
}

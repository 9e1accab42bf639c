package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Functions behind a Lambda API, such as another emulator's. */
public final class HttpFunctionInvoker implements FunctionInvoker {

  /** A function may run for 15 minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(16);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;

  /**
   * @param endpoint as in AWS_ENDPOINT_URL_LAMBDA
   */
  public HttpFunctionInvoker(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
    return send(uri(functionName, ""), "RequestResponse", payload);
  }

  @Override
  public CompletionStage<FunctionResult> invoke(FunctionCall call, Runnable begun) {
    begun.run();
    String query =
        call.qualifier().equals(FunctionCall.LATEST)
            ? ""
            : "?Qualifier=" + URLEncoder.encode(call.qualifier(), StandardCharsets.UTF_8);
    String type = call.asEvent() ? "Event" : "RequestResponse";
    return send(uri(call.name(), query), type, call.payloadJson());
  }

  private URI uri(String functionName, String query) {
    String name = URLEncoder.encode(functionName, StandardCharsets.UTF_8);
    String base = endpoint.toString().replaceAll("/+$", "");
    return URI.create(base + "/2015-03-31/functions/" + name + "/invocations" + query);
  }

  private CompletionStage<FunctionResult> send(URI uri, String type, String payload) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("X-Amz-Invocation-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(payload))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .handle(
            (response, thrown) -> {
              if (thrown != null) {
                throw unreachable(thrown);
              }
              return result(response);
            });
  }

  private static TaskFailedException unreachable(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return new TaskFailedException("Lambda.SdkClientException", String.valueOf(cause));
  }

  private static FunctionResult result(HttpResponse<String> response) {
    if (response.statusCode() / 100 == 2) {
      String error = response.headers().firstValue("X-Amz-Function-Error").orElse(null);
      return new FunctionResult(response.body(), error);
    }
    String type =
        response.headers().firstValue("x-amzn-errortype").orElse("ServiceException:").split(":")[0];
    throw new TaskFailedException(
        "Lambda." + type,
        message(response.body())
            + " (Service: Lambda, Status Code: "
            + response.statusCode()
            + ")");
  }

  private static String message(String body) {
    try {
      return JSON.readTree(body).path("Message").asText(body);
    } catch (IOException e) {
      return body;
    }
  }
}

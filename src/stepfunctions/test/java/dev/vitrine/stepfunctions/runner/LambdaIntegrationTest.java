package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions behind a Lambda API, called both ways. */
class LambdaIntegrationTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer http;
  private Integrations integrations;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/2015-03-31/functions/", this::answer);
    http.start();
    URI endpoint = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    integrations = new Integrations(new HttpFunctionInvoker(endpoint));
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String name = call.getRequestURI().getPath().split("/")[3];
    byte[] payload = call.getRequestBody().readAllBytes();
    int status = 200;
    if (name.equals("asked") || name.equals("my-function")) {
      asked.add(
          call.getRequestHeaders().getFirst("X-Amz-Invocation-Type")
              + " "
              + call.getRequestURI().getQuery());
      payload = new byte[0];
      status = 202;
    } else if (name.equals("broken")) {
      call.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      payload = "{\"errorType\":\"Oops\",\"errorMessage\":\"no\"}".getBytes(StandardCharsets.UTF_8);
    } else if (!name.equals("echo")) {
      call.getResponseHeaders().add("x-amzn-errortype", "ResourceNotFoundException");
      payload = "{\"Message\":\"Function not found\"}".getBytes(StandardCharsets.UTF_8);
      status = 404;
    }
    call.sendResponseHeaders(status, payload.length == 0 ? -1 : payload.length);
    call.getResponseBody().write(payload);
    call.close();
  }

  private Object call(String resource, Object arguments) throws Exception {
    TaskCall call = new TaskCall(1, integrations.find(resource).orElseThrow(), arguments, "", null);
    try {
      return integrations.call(call, () -> {}).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private Failure failureOf(String resource, Object arguments) {
    try {
      throw new AssertionError("succeeded with " + call(resource, arguments));
    } catch (Exception e) {
      return TaskFailedException.failureOf(e);
    }
  }

  @Test
  void aFunctionCalledByItsArnGivesItsPayload() throws Exception {
    assertThat(call(ARN + "echo", Map.of("a", 1))).isEqualTo(Map.of("a", 1));
    assertThat(call(ARN + "echo:live", Map.of("a", 1))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void lambdaInvokeWrapsThePayload() throws Exception {
    Object result =
        call(
            "arn:aws:states:::lambda:invoke",
            Map.of("FunctionName", ARN + "echo", "Payload", Map.of("a", 1)));
    assertThat(result)
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("ExecutedVersion", "$LATEST")
        .containsEntry("Payload", Map.of("a", 1))
        .containsEntry("StatusCode", 200)
        .containsOnlyKeys(
            "ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
  }

  @Test
  void lambdaInvokePassesOnQualifierAndInvocationType() throws Exception {
    Object result =
        call(
            "arn:aws:states:::lambda:invoke",
            Map.of("FunctionName", "asked", "Qualifier", "live", "InvocationType", "Event"));
    assertThat(result)
        .asInstanceOf(map(String.class, Object.class))
        .containsEntry("StatusCode", 202)
        .containsEntry("Payload", "");
    assertThat(asked).containsExactly("Event Qualifier=live");
  }

  @Test
  void aNameThatEndsInFunctionIsNotTakenForAnArn() throws Exception {
    for (String name :
        List.of(
            "my-function:live",
            "function:my-function:live",
            "000000000000:function:my-function:live",
            ARN + "my-function:live")) {
      call(
          "arn:aws:states:::lambda:invoke",
          Map.of("FunctionName", name, "InvocationType", "Event"));
    }
    assertThat(asked).hasSize(4).containsOnly("Event Qualifier=live");
  }

  @Test
  void lambdaInvokeRefusesWhatItCannotDo() {
    for (Map<String, Object> arguments :
        List.<Map<String, Object>>of(
            Map.of("FunctionName", "echo", "ClientContext", "e30="),
            Map.of("FunctionName", "echo", "InvocationType", "DryRun"),
            Map.of("FunctionName", "echo:live", "Qualifier", "other"))) {
      assertThatThrownBy(() -> call("arn:aws:states:::lambda:invoke", arguments))
          .as("%s", arguments)
          .isInstanceOf(TaskFailedException.class);
    }
  }

  @Test
  void anInvokerWithoutVersionsKnowsOnlyTheLatest() {
    FunctionInvoker simple =
        (name, payload) -> CompletableFuture.completedFuture(new FunctionResult(payload, null));
    FunctionCall live = new FunctionCall("echo", "live", Map.of(), false, null);
    assertThat(simple.invoke(live, () -> {}).toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void aFunctionsErrorTypeIsTheErrorAndItsPayloadTheCause() {
    Failure failure = failureOf(ARN + "broken", Map.of());
    assertThat(failure.error()).isEqualTo("Oops");
    assertThat(failure.cause()).isEqualTo("{\"errorType\":\"Oops\",\"errorMessage\":\"no\"}");
  }

  @Test
  void aFunctionThatDoesNotExistFailsWithLambdasError() {
    Failure failure = failureOf(ARN + "missing", Map.of());
    assertThat(failure.error()).isEqualTo("Lambda.ResourceNotFoundException");
    assertThat(failure.cause()).contains("Function not found");
  }

  @Test
  void anEndpointThatIsNotThereFailsAsAClientDoes() {
    stop();
    assertThat(failureOf(ARN + "echo", Map.of()).error()).isEqualTo("Lambda.SdkClientException");
  }

  @Test
  void lambdaInvokeNeedsAFunctionName() {
    assertThatThrownBy(() -> call("arn:aws:states:::lambda:invoke", Map.of()))
        .hasMessageContaining("FunctionName");
  }

  @Test
  void onlyWhatIsInTheTableCanBeNamed() {
    integrations.with("aws-sdk:sqs:sendMessage", call -> null);
    assertThat(integrations.find("arn:aws:states:::aws-sdk:sqs:sendMessage")).isPresent();
    assertThat(integrations.find("arn:aws:states:::lambda:invoke.waitForTaskToken"))
        .hasValueSatisfying(type -> assertThat(type.waitsForToken()).isTrue());
    assertThat(integrations.find("arn:aws:states:::lambda:invoke.sync")).isEmpty();
    assertThat(integrations.find("arn:aws:states:::dynamodb:query")).isEmpty();
    assertThat(integrations.find("arn:aws:states:::aws-sdk:s3:getObject")).isEmpty();
  }
}

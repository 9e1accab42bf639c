package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.runner.StepFunctionsApi.Response;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The API on an HTTP port: {@code POST /} with the operation in a header, as AWS clients send it.
 */
public final class StepFunctionsRoute {

  private static final String TARGET = "X-Amz-Target";

  /** An input of 256 KiB and a definition of 1 MiB, escaped. */
  private static final long MAX_BODY = 4L * 1024 * 1024;

  private final Supplier<StepFunctionsApi> api;

  /**
   * @param api is asked for with each request: routes are made before what they lead to
   */
  public StepFunctionsRoute(Supplier<StepFunctionsApi> api) {
    this.api = api;
  }

  /** Takes only what is for Step Functions; all else goes on to the routes after it. */
  public void register(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
    router.post("/").handler(request -> onlyOurs(request, () -> body.handle(request)));
    router.post("/").handler(request -> onlyOurs(request, () -> answer(request)));
  }

  private static void onlyOurs(RoutingContext request, Runnable handler) {
    String target = request.request().getHeader(TARGET);
    if (target != null && target.startsWith(StepFunctionsApi.TARGET)) {
      handler.run();
    } else {
      request.next();
    }
  }

  private void answer(RoutingContext request) {
    String target = request.request().getHeader(TARGET);
    String body = request.body().asString();
    request
        .vertx()
        .executeBlocking(() -> api.get().handle(target, body == null ? "" : body), false)
        .compose(Future::fromCompletionStage)
        .onSuccess(answer -> send(request, answer))
        .onFailure(request::fail);
  }

  private static void send(RoutingContext request, Response answer) {
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-amz-json-1.0")
        .putHeader("x-amzn-RequestId", UUID.randomUUID().toString())
        .end(answer.body());
  }
}

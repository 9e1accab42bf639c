package dev.vitrine.local;

import dev.vitrine.local.AwsSignature.Request;
import dev.vitrine.local.store.LoopbackRule;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks every request to the page's port by {@link LoopbackRule}; the APIs of Lambda, Step
 * Functions and SageMaker need a signature with the keys of {@code aws.env} as well.
 */
@ApplicationScoped
class LocalGate {
  /** Order of the filter: before all filters of the application. */
  private static final int RULE_PRIORITY = 1_002;

  private static final int BODY_PRIORITY = 1_001;
  private static final int SIGNATURE_PRIORITY = 1_000;

  /** Most bytes of a body; SageMaker and Lambda take 6 MB and refuse more themselves. */
  private static final long LARGEST_BODY = 7L << 20;

  private final LoopbackRule rule = new LoopbackRule(List.of());
  private final BodyHandler body = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
  private final LocalStores stores;
  private final Clock clock;

  LocalGate(LocalStores stores, Clock clock) {
    this.stores = stores;
    this.clock = clock;
  }

  void filters(@Observes Filters filters) {
    filters.register(this::checkRule, RULE_PRIORITY);
    filters.register(this::readBody, BODY_PRIORITY);
    filters.register(this::checkSignature, SIGNATURE_PRIORITY);
  }

  private void checkRule(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.localAddress() == null) {
      context.next(); // From ApiHandler, which has no socket: API Gateway was the gate.
      return;
    }
    // An export is a GET, and yet it writes: receipts, the event images.exported, a zip its marks.
    boolean changes = context.normalizedPath().startsWith("/exports/");
    rule.refusal(
            changes ? "POST" : request.method().name(),
            host(request),
            request.getHeader("Origin"),
            request.getHeader("Sec-Fetch-Site"))
        .ifPresentOrElse(why -> refuse(context, 403, "FOREIGN_REQUEST", why), context::next);
  }

  /** {@return HTTP/1's {@code Host} or HTTP/2's {@code :authority}; null when there is neither} */
  private static @Nullable String host(HttpServerRequest request) {
    return request.authority() == null ? null : request.authority().toString();
  }

  private void readBody(RoutingContext context) {
    if (isInternal(context)) {
      body.handle(context);
    } else {
      context.next();
    }
  }

  private void checkSignature(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!isInternal(context)) {
      context.next();
      return;
    }
    Buffer content = context.body().buffer();
    Request received =
        new Request(
            request.method().name(),
            request.path(),
            request.query(),
            request::getHeader,
            content == null ? new byte[0] : content.getBytes());
    context
        .vertx()
        .executeBlocking(
            () -> new AwsSignature(stores.keys()).isOurs(received, clock.instant()), false)
        .onSuccess(ours -> admit(context, ours))
        .onFailure(context::fail);
  }

  private static void admit(RoutingContext context, boolean ours) {
    if (ours) {
      context.next();
      return;
    }
    context.response().putHeader("x-amzn-errortype", "InvalidSignatureException");
    answer(
        context,
        403,
        "application/x-amz-json-1.0",
        new JsonObject()
            .put("__type", "InvalidSignatureException")
            .put("message", "Sign with the keys of aws.env in VITRINE_HOME."));
  }

  /** {@return whether it is a call of AWS' APIs, which only the application itself makes} */
  static boolean isInternal(RoutingContext context) {
    String path = context.normalizedPath(); // As the router reads it: %65 is e.
    return path.startsWith("/2015-03-31/")
        || path.startsWith("/endpoints/")
        || context.request().getHeader("X-Amz-Target") != null;
  }

  /** Answers with a problem as {@link dev.vitrine.api.ProblemBody} has it. */
  static void refuse(RoutingContext context, int status, String code, String detail) {
    JsonObject problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("code", code)
            .put("detail", detail);
    answer(context, status, "application/problem+json", problem);
  }

  private static void answer(RoutingContext context, int status, String type, JsonObject answer) {
    context.response().setStatusCode(status).putHeader("Content-Type", type).end(answer.toBuffer());
  }
}

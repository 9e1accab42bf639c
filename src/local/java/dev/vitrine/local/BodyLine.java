package dev.vitrine.local;

import dev.vitrine.image.MemoryBudget;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The line before the HTTP API: a request with a large body waits, unread, until there is memory
 * for it. API Gateway and Lambda take one request at a time and need no line.
 */
@ApplicationScoped
class BodyLine {
  /** After the filters of {@link LocalGate}. */
  private static final int PRIORITY = 900;

  /** Smaller bodies are part of what the application needs anyway. */
  private static final long SMALL = 256 << 10;

  /** Quarkus refuses more. */
  private static final long LARGEST = 10 << 20;

  /** The bytes, their text and what is parsed of it. */
  private static final int COPIES = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final MemoryBudget memory;

  BodyLine(MemoryBudget memory) {
    this.memory = memory.ofWaitingWork();
  }

  void filters(@Observes Filters filters) {
    filters.register(this::admit, PRIORITY);
  }

  private void admit(RoutingContext context) {
    HttpServerRequest request = context.request();
    long length = length(request);
    if (length <= SMALL || request.localAddress() == null || LocalGate.isInternal(context)) {
      context.next();
      return;
    }
    request.pause();
    context
        .vertx()
        .executeBlocking(() -> memory.take(COPIES * length, PATIENCE), false)
        .onSuccess(
            share ->
                share.ifPresentOrElse(
                    taken -> {
                      request.resume();
                      holdUntilTheEnd(context, taken);
                    },
                    () -> refuse(context)))
        .onFailure(context::fail);
  }

  /** {@return the length of the body; the largest where the request does not say it} */
  private static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length != null && length.matches("\\d{1,9}")) {
      return Math.min(LARGEST, Long.parseLong(length));
    }
    return length == null && request.getHeader("Transfer-Encoding") == null ? 0 : LARGEST;
  }

  private static void holdUntilTheEnd(RoutingContext context, MemoryBudget.Share share) {
    AtomicBoolean held = new AtomicBoolean(true);
    Runnable end =
        () -> {
          if (held.getAndSet(false)) {
            share.close();
          }
        };
    context.addEndHandler(ended -> end.run());
    if (context.response().closed() || context.response().ended()) {
      end.run(); // The client did not wait.
      return;
    }
    context.next();
  }

  private static void refuse(RoutingContext context) {
    context.response().putHeader("Retry-After", "2").putHeader("Connection", "close");
    LocalGate.refuse(
        context,
        503,
        "UNAVAILABLE",
        "Vitrine reads other large requests. Please try again in a few seconds.");
  }
}

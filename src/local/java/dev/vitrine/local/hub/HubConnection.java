package dev.vitrine.local.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * GET requests to the hub and to where it redirects. Redirects are followed here and not by the
 * HTTP client, so that the token goes to the hub alone.
 */
final class HubConnection {
  private static final int MOST_REDIRECTS = 5;
  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(20);

  /** Looks this often during the patience whether anything came. */
  private static final int LOOKS = 4;

  private final HubAccess access;
  private final HttpClient http;

  HubConnection(HubAccess access) {
    this.access = access;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTS_WITHIN)
            .proxy(access.proxies())
            .build();
  }

  /** When bytes came last: the HTTP client bounds the wait for the head, not for the body. */
  static final class Stall {
    private volatile long moved = System.nanoTime();

    void moved() {
      moved = System.nanoTime();
    }

    boolean isLongerThan(Duration patience) {
      return System.nanoTime() - moved > patience.toNanos();
    }
  }

  /**
   * Asks, at most five redirects long.
   *
   * @param from first byte that is asked for; 0 asks for all
   * @param stall told by the handler's subscriber whenever bytes come
   * @return the first answer that is no redirect, whatever its status
   */
  <T> HttpResponse<T> get(URI start, long from, BodyHandler<T> handler, Stall stall)
      throws FetchFailedException {
    URI address = start;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      stall.moved();
      HttpResponse<T> answer = send(request(address, from), handler, stall);
      URI next = redirect(address, answer);
      if (next == null) {
        return answer;
      }
      address = next;
    }
    throw FetchFailedException.lasting(
        start.getHost() + " redirects more than " + MOST_REDIRECTS + " times.");
  }

  private HttpRequest request(URI address, long from) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "vitrine");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    access
        .proxies()
        .authorization(address)
        .ifPresent(user -> request.header("Proxy-Authorization", user));
    String token = access.token();
    if (token != null && access.trusts(address)) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static @Nullable URI redirect(URI from, HttpResponse<?> answer)
      throws FetchFailedException {
    String location = answer.headers().firstValue("Location").orElse(null);
    if (answer.statusCode() / 100 != 3 || location == null) {
      return null;
    }
    try {
      URI next = from.resolve(URI.create(location));
      boolean isSafe =
          "https".equals(next.getScheme())
              || (from.getScheme().equals("http") && "http".equals(next.getScheme()));
      if (next.getHost() != null && isSafe) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      throw FetchFailedException.lasting(from.getHost() + " redirects to no address.", e);
    }
    throw FetchFailedException.lasting(from.getHost() + " redirects to an unsafe address.");
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Stall stall)
      throws FetchFailedException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
    long look = Math.max(1, access.patience().toMillis() / LOOKS);
    while (true) {
      try {
        return answer.get(look, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (stall.isLongerThan(access.patience())) {
          answer.cancel(true);
          throw unreachable(request, e);
        }
      } catch (InterruptedException e) {
        answer.cancel(true);
        throw FetchFailedException.stopped(e);
      } catch (ExecutionException e) {
        throw failure(request, Objects.requireNonNullElse(e.getCause(), e));
      }
    }
  }

  private static FetchFailedException failure(HttpRequest request, Throwable cause) {
    if (cause instanceof UncheckedIOException onDisk) {
      return diskFailed(Objects.requireNonNull(onDisk.getCause()));
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof PartWriter.DiskException onDisk) {
        return diskFailed(onDisk);
      }
    }
    return unreachable(request, cause);
  }

  private static FetchFailedException unreachable(HttpRequest request, Throwable cause) {
    return FetchFailedException.passing(
        request.uri().getHost()
            + " cannot be reached or broke off ("
            + cause.getClass().getSimpleName()
            + "). Check the network, HTTPS_PROXY and HF_ENDPOINT.",
        Duration.ZERO,
        cause);
  }

  static FetchFailedException diskFailed(IOException e) {
    return FetchFailedException.lasting("The disk cannot be written or read (" + e + ").", e);
  }
}

package dev.vitrine.local.hub;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the hub is reached.
 *
 * @param endpoint {@code https://huggingface.co}, or a mirror with the same API
 * @param token for repositories that are not public; null for none; sent to the endpoint only
 * @param proxies which requests go through a proxy
 * @param patience how long nothing may come before a connection is given up
 * @param firstPause wait before the second try; doubles with each further one
 * @param tries how often in a row a file may fail
 */
public record HubAccess(
    URI endpoint,
    @Nullable String token,
    EnvironmentProxies proxies,
    Duration patience,
    Duration firstPause,
    int tries) {
  private static final URI HUGGING_FACE = URI.create("https://huggingface.co");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int TRIES = 6;

  /** The variables of the environment that {@link #of} reads; those of proxies in capitals too. */
  public static final List<String> VARIABLES =
      List.of(
          "HF_ENDPOINT",
          "HF_TOKEN",
          "http_proxy",
          "https_proxy",
          "all_proxy",
          "no_proxy",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY");

  public HubAccess {
    if (tries < 1) {
      throw new IllegalArgumentException("no tries: " + tries);
    }
  }

  /**
   * Reads the variables that the hub's own clients read: {@code HF_ENDPOINT}, {@code HF_TOKEN},
   * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}.
   *
   * @throws FetchFailedException when one of them is not an address
   */
  public static HubAccess of(Map<String, String> environment) throws FetchFailedException {
    String endpoint = environment.getOrDefault("HF_ENDPOINT", "").strip().replaceAll("/+$", "");
    String token = environment.getOrDefault("HF_TOKEN", "").strip();
    return new HubAccess(
        endpoint.isEmpty() ? HUGGING_FACE : address(endpoint),
        token.isEmpty() ? null : token,
        EnvironmentProxies.of(environment),
        PATIENCE,
        FIRST_PAUSE,
        TRIES);
  }

  private static URI address(String endpoint) throws FetchFailedException {
    try {
      URI address = URI.create(endpoint);
      if (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw FetchFailedException.lasting("HF_ENDPOINT is not an address: " + endpoint, e);
    }
    throw FetchFailedException.lasting("HF_ENDPOINT is not an address: " + endpoint);
  }

  /** {@return whether the token may go to an address: the endpoint's own, and not in the clear} */
  boolean trusts(URI address) {
    return address.getScheme().equals(endpoint.getScheme())
        && address.getHost().equalsIgnoreCase(endpoint.getHost())
        && address.getPort() == endpoint.getPort()
        && (address.getScheme().equals("https")
            || EnvironmentProxies.isLoopback(address.getHost()));
  }

  /** Leaves the token out, so that none gets into a log by accident. */
  @Override
  public String toString() {
    return "HubAccess[" + endpoint + (token == null ? "" : ", with a token") + "]";
  }
}

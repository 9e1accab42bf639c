package dev.vitrine.local.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Proxies by {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in
 * capitals or not; Java itself reads system properties only. Loopback addresses never go through a
 * proxy.
 */
public final class EnvironmentProxies extends ProxySelector {
  private static final int HTTP_PORT = 80;

  private final Map<String, URI> byScheme;
  private final List<String> direct;

  private EnvironmentProxies(Map<String, URI> byScheme, List<String> direct) {
    this.byScheme = Map.copyOf(byScheme);
    this.direct = direct;
  }

  static EnvironmentProxies of(Map<String, String> environment) throws FetchFailedException {
    Map<String, URI> byScheme = new HashMap<>();
    for (String scheme : List.of("http", "https")) {
      Optional<String> proxy =
          variable(environment, scheme + "_proxy").or(() -> variable(environment, "all_proxy"));
      if (proxy.isPresent()) {
        byScheme.put(scheme, address(proxy.get()));
      }
    }
    String direct = variable(environment, "no_proxy").orElse("");
    return new EnvironmentProxies(
        byScheme,
        Arrays.stream(direct.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList());
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    String capitals = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
    return Optional.of(environment.getOrDefault(name, capitals).strip())
        .filter(value -> !value.isEmpty());
  }

  private static URI address(String proxy) throws FetchFailedException {
    try {
      URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
      if (address.getHost() != null && "http".equals(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Refused below, without the cause: it would quote a password.
    }
    throw FetchFailedException.lasting(
        "A proxy variable of the environment is not an http:// address.");
  }

  @Override
  public List<Proxy> select(URI address) {
    URI proxy = byScheme.get(address.getScheme());
    if (proxy == null || isDirect(address)) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.getPort() < 0 ? HTTP_PORT : proxy.getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
  }

  private boolean isDirect(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return isLoopback(host)
        || direct.stream()
            .map(name -> name.replaceFirst("^\\*?\\.", ""))
            .anyMatch(
                name ->
                    name.equals("*")
                        || host.equals(name)
                        || host.endsWith("." + name)
                        || (host + ":" + address.getPort()).equals(name));
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The request fails by itself, with the address in its message.
  }

  /**
   * {@return the header Proxy-Authorization of a request; empty for one that needs none} An
   * Authenticator would do it too, but with one Java drops the header Authorization, which has the
   * hub's token.
   */
  Optional<String> authorization(URI address) {
    URI proxy = byScheme.get(address.getScheme());
    if (proxy == null || proxy.getUserInfo() == null || isDirect(address)) {
      return Optional.empty();
    }
    String user = proxy.getUserInfo();
    String pair = user.contains(":") ? user : user + ":"; // RFC 7617: also without a password
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }
}

package dev.vitrine.local.hub;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** Sends requests by these rules, with a proxy's user and password where its address has them. */
  void applyTo(HttpClient.Builder client) {
    client.proxy(this);
    if (byScheme.values().stream().anyMatch(proxy -> proxy.getUserInfo() != null)) {
      client.authenticator(new ProxyPasswords());
    }
  }

  /** Answers proxies only: the hub's servers get no password by this way. */
  private final class ProxyPasswords extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      return byScheme.values().stream()
          .filter(proxy -> proxy.getUserInfo() != null)
          .filter(proxy -> proxy.getHost().equalsIgnoreCase(getRequestingHost()))
          .map(proxy -> proxy.getUserInfo().split(":", 2))
          .map(user -> new PasswordAuthentication(user[0], password(user)))
          .findFirst()
          .orElse(null);
    }

    private static char[] password(String[] user) {
      return user.length > 1 ? user[1].toCharArray() : new char[0];
    }
  }
}

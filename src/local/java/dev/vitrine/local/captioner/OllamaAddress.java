package dev.vitrine.local.captioner;

import java.net.URI;
import java.util.Locale;

/** Reads {@code OLLAMA_HOST} as Ollama's own client does. */
public final class OllamaAddress {
  private static final String THIS_MACHINE = "127.0.0.1";
  private static final int PORT = 11434;

  private OllamaAddress() {}

  /**
   * Where Ollama is: on this machine unless a person says otherwise.
   *
   * @param setting {@code host}, {@code host:port} or {@code http(s)://host:port}; blank for none.
   *     For {@code 0.0.0.0}, by which Ollama itself listens on all addresses, the result is this
   *     machine's address
   * @throws IllegalArgumentException when it is not an address
   */
  public static URI of(String setting) {
    String value = setting.strip().replaceAll("^[\"']|[\"']$", "").replaceAll("/+$", "");
    if (value.isEmpty()) {
      return URI.create("http://" + THIS_MACHINE + ":" + PORT);
    }
    int scheme = value.indexOf("://");
    String named = scheme < 0 ? "http" : value.substring(0, scheme).toLowerCase(Locale.ROOT);
    String rest = scheme < 0 ? value : value.substring(scheme + 3);
    int usual = scheme < 0 ? PORT : named.equals("https") ? 443 : 80;
    URI given = URI.create(named + "://" + (rest.startsWith(":") ? THIS_MACHINE + rest : rest));
    if (given.getHost() == null || !named.matches("https?")) {
      throw new IllegalArgumentException("OLLAMA_HOST is not an address: " + setting);
    }
    String host = given.getHost().equals("0.0.0.0") ? THIS_MACHINE : given.getHost();
    int port = given.getPort() < 0 ? usual : given.getPort();
    return URI.create(named + "://" + host + ":" + port + given.getRawPath());
  }
}

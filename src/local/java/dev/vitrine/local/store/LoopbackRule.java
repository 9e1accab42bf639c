package dev.vitrine.local.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a port of this machine takes: the rule of all three ports. Refuses requests to a
 * foreign host name, which a web page can make lead here (DNS rebinding), and changes that another
 * site's page asks for.
 *
 * @param pages origins that may ask besides the port's own, like {@code http://localhost:8080}
 */
public record LoopbackRule(List<String> pages) {
  private static final String NAME = "localhost";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** What browsers call a request from the page's own origin, and one that a person typed. */
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  public LoopbackRule {
    pages = List.copyOf(pages);
  }

  /**
   * @param host header {@code Host}, with or without the port
   * @param origin header {@code Origin}
   * @param site header {@code Sec-Fetch-Site}
   * @return a sentence that says why the request is refused; empty if it is taken
   */
  public Optional<String> refusal(
      String method, @Nullable String host, @Nullable String origin, @Nullable String site) {
    if (host == null || !isLoopback(host)) {
      return Optional.of("This is 127.0.0.1, not " + host + ".");
    }
    if (READING.contains(method)) {
      return Optional.empty();
    }
    boolean page = origin != null && pages.contains(origin);
    boolean known = page || origin == null || origin.equals("http://" + host);
    boolean ownSite = page || site == null || OWN_SITE.contains(site);
    return known && ownSite
        ? Optional.empty()
        : Optional.of("A page of another site may not change anything here.");
  }

  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
    return name.equals("127.0.0.1")
        || name.equals("[::1]")
        || name.equals(NAME)
        || name.endsWith("." + NAME);
  }
}

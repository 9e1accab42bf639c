package dev.vitrine.event;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a webhook may be: {@code https://} on port 443 of a host in the public internet. Addresses
 * are checked at each delivery, after the name was resolved, because a name may get other addresses
 * at any time.
 */
final class WebhookUrl {
  private static final int MOST_CHARACTERS = 1000;
  private static final int HTTPS = 443;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI uri;
  private final boolean onThisMachine;

  private WebhookUrl(URI uri, boolean onThisMachine) {
    this.uri = uri;
    this.onThisMachine = onThisMachine;
  }

  /**
   * {@return the address, which is not looked up}
   *
   * @param loopback whether {@code http://} on this machine is allowed too
   * @throws IllegalArgumentException with a sentence for the seller
   */
  static WebhookUrl of(String text, boolean loopback) {
    URI uri = parsed(text);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (loopback && "http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(host)) {
      return new WebhookUrl(uri, true);
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) || host.isEmpty()) {
      throw new IllegalArgumentException(
          "The address of a webhook begins with https:// and a host");
    }
    if (uri.getPort() != -1 && uri.getPort() != HTTPS) {
      throw new IllegalArgumentException("The address of a webhook has port 443, or none");
    }
    return new WebhookUrl(uri, false);
  }

  private static URI parsed(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "The address of a webhook has at most " + MOST_CHARACTERS + " characters");
    }
    try {
      URI any = new URI(text);
      String authority = any.getRawAuthority();
      if (authority != null && !authority.chars().allMatch(letter -> letter < 0x80)) {
        throw new IllegalArgumentException(
            "The address of a webhook has a host of ASCII letters: write münchen.example as"
                + " xn--mnchen-3ya.example");
      }
      URI uri = any.parseServerAuthority();
      if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "The address of a webhook has no user name, no password and no fragment");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The address of a webhook is not an address", e);
    }
  }

  boolean isEncrypted() {
    return !onThisMachine;
  }

  /** {@return the host's name, as its certificate has it} */
  String host() {
    return uri.getHost();
  }

  int port() {
    return uri.getPort() != -1 ? uri.getPort() : onThisMachine ? 80 : HTTPS;
  }

  /** {@return the header {@code Host}} */
  String authority() {
    return onThisMachine && uri.getPort() != -1 ? host() + ":" + uri.getPort() : host();
  }

  /** {@return path and query, in ASCII} */
  String target() {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  /**
   * {@return the addresses to connect to, at least one} All addresses of the name must be allowed,
   * so that no name can mix a public address with another.
   *
   * @throws UnknownHostException when the name has no address
   * @throws AddressRefusedException when one of them is not allowed
   */
  List<InetAddress> addresses(Names names) throws UnknownHostException, AddressRefusedException {
    List<InetAddress> addresses = Arrays.asList(names.addresses(host()));
    for (InetAddress address : addresses) {
      if (onThisMachine ? !address.isLoopbackAddress() : !PublicAddress.is(address)) {
        throw new AddressRefusedException();
      }
    }
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host());
    }
    return addresses;
  }

  /** Says which addresses a name has. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A name has an address that is not in the public internet. */
  static final class AddressRefusedException extends Exception {}
}

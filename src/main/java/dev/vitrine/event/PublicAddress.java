package dev.vitrine.event;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Tells addresses of the public internet from all others: those of this machine, of networks inside
 * a company or a cloud, of the instance metadata service, and reserved ones.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's
 *     special-purpose addresses, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IPv6</a>
 */
final class PublicAddress {
  private static final List<AddressBlock> NOT_PUBLIC_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** All that is assigned to the public internet; the exceptions follow. */
  private static final List<AddressBlock> GLOBAL_V6 = blocks("2000::/3");

  /** Reserved, documentation, and what carries an IPv4 address inside (Teredo, 6to4). */
  private static final List<AddressBlock> NOT_PUBLIC_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddress() {}

  private record AddressBlock(byte[] start, int bits) {
    boolean contains(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (start[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Java has turned an IPv4 address that is mapped into IPv6 back into an IPv4 address. */
  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return !isIn(NOT_PUBLIC_V4, bytes);
    }
    return isIn(GLOBAL_V6, bytes) && !isIn(NOT_PUBLIC_V6, bytes);
  }

  private static boolean isIn(List<AddressBlock> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<AddressBlock> blocks(String... texts) {
    return List.of(texts).stream().map(PublicAddress::block).toList();
  }

  private static AddressBlock block(String text) {
    int slash = text.indexOf('/');
    try {
      return new AddressBlock(
          InetAddress.getByName(text.substring(0, slash)).getAddress(),
          Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new AssertionError("a literal needs no look-up", e);
    }
  }
}

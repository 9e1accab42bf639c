package dev.vitrine.local.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Three ports on 127.0.0.1; 0 is any free one.
 *
 * @param http page, HTTP API, and the Step Functions, SageMaker Runtime and Lambda APIs
 */
public record LocalPorts(int http, int s3, int dynamoDb) {
  private static final int LARGEST = 65_535;
  private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  /** How long to wait for whoever is at the IPv6 address, in milliseconds. */
  private static final int PATIENCE = 500;

  /**
   * {@return three ports in a row, as they are unless told}
   *
   * @param http VITRINE_PORT
   * @throws CannotStartException when there is no room for three ports
   */
  public static LocalPorts inARow(int http) {
    if (http < 1 || http > LARGEST - 2) {
      throw new CannotStartException(
          "VITRINE_PORT is " + http + ", but must be 1 to " + (LARGEST - 2) + ".", null);
    }
    return new LocalPorts(http, http + 1, http + 2);
  }

  /**
   * @throws CannotStartException when one of them is in use; names it
   */
  public void requireFree() {
    requireFree(http, "page and API");
    requireNobodyAtIpv6();
    requireFree(s3, "S3");
    requireFree(dynamoDb, "DynamoDB");
  }

  /** A browser that is given {@code localhost} would show another program's page. */
  private void requireNobodyAtIpv6() {
    try (Socket other = new Socket()) {
      other.connect(new InetSocketAddress(InetAddress.getByAddress(IPV6_LOOPBACK), http), PATIENCE);
    } catch (IOException nobody) {
      return;
    }
    throw new CannotStartException(
        "port %d is in use at [::1], where browsers look for localhost first. Set VITRINE_PORT to another port."
            .formatted(http),
        null);
  }

  private static void requireFree(int port, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(IPV4_LOOPBACK), port));
    } catch (IOException e) {
      throw new CannotStartException(
          "port " + port + " (" + what + ") is in use. Set VITRINE_PORT to another port.", e);
    }
  }
}

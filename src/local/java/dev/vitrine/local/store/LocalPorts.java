package dev.vitrine.local.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Three ports in a row, on 127.0.0.1.
 *
 * @param http page, HTTP API, and the Step Functions, SageMaker Runtime and Lambda APIs; S3 and
 *     DynamoDB have the next two
 */
public record LocalPorts(int http) {
  private static final int LARGEST = 65_533;

  /**
   * @throws CannotStartException when there is no room for three ports
   */
  public LocalPorts {
    if (http < 1 || http > LARGEST) {
      throw new CannotStartException(
          "VITRINE_PORT is " + http + ", but must be 1 to " + LARGEST + ".", null);
    }
  }

  public int s3() {
    return http + 1;
  }

  public int dynamoDb() {
    return http + 2;
  }

  /**
   * @throws CannotStartException when one of them is in use; names it
   */
  public void requireFree() {
    requireFree(http, "page and API");
    requireFree(s3(), "S3");
    requireFree(dynamoDb(), "DynamoDB");
  }

  private static void requireFree(int port, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    } catch (IOException e) {
      throw new CannotStartException(
          "port " + port + " (" + what + ") is in use. Set VITRINE_PORT to another port.", e);
    }
  }
}

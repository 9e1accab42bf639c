package dev.vitrine.local.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB Local on 127.0.0.1. Amazon's licence allows it for development and tests. */
public final class EmbeddedDynamoDb implements AutoCloseable {
  private final LocalDynamoDBRequestHandler database;
  private final Server server;

  /**
   * @param folder for the tables, made if need be; null to keep them in memory
   * @param port 0 for any
   */
  public EmbeddedDynamoDb(@Nullable Path folder, int port) throws IOException {
    String path =
        folder == null ? null : Files.createDirectories(folder).toAbsolutePath().toString();
    boolean oneForAllKeysAndRegions = true;
    this.database =
        new LocalDynamoDBRequestHandler(0, path == null, path, oneForAllKeysAndRegions, false);
    // Its own ServerRunner would listen on every address of this machine.
    this.server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(database, null)));
  }

  /**
   * @throws Exception when the port cannot be bound
   */
  public void start() throws Exception {
    server.start();
  }

  /** {@return where clients reach it} */
  public URI endpoint() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() throws Exception {
    server.stop();
    database.shutdown();
  }
}

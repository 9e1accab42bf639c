package dev.vitrine.local.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local, in this process and on 127.0.0.1. Amazon's licence allows it for development and
 * tests.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
  /** In which DynamoDB Local keeps the tables of all keys and regions. */
  static final String FILE = "shared-local-instance.db";

  private final @Nullable Path folder;
  private final LocalDynamoDBRequestHandler database;
  private final DirectDynamoDb direct;
  private final Server server;
  private volatile boolean isClosed;

  /**
   * @param folder for the tables, made if need be; null to keep them in memory
   * @param port 0 for any
   */
  public EmbeddedDynamoDb(@Nullable Path folder, int port) throws IOException {
    this.folder = folder;
    String path =
        folder == null ? null : Files.createDirectories(folder).toAbsolutePath().toString();
    if (folder != null) {
      WriteAheadLog.choose(folder.resolve(FILE));
    }
    boolean oneForAllKeysAndRegions = true;
    this.database =
        new LocalDynamoDBRequestHandler(0, path == null, path, oneForAllKeysAndRegions, false);
    this.direct = new DirectDynamoDb(database, () -> isClosed);
    // Its own ServerRunner would listen on every address of this machine.
    this.server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setHandler(
        new LoopbackOnly(new ContextHandler(new LocalDynamoDBServerHandler(database, null))));
  }

  /** The rule of all ports, before the database. */
  private static final class LoopbackOnly extends Handler.Wrapper {
    private static final LoopbackRule RULE = new LoopbackRule(List.of());

    LoopbackOnly(Handler database) {
      super(database);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      HttpFields headers = request.getHeaders();
      boolean taken =
          RULE.refusal(
                  request.getMethod(),
                  headers.get("Host"),
                  headers.get("Origin"),
                  headers.get("Sec-Fetch-Site"))
              .isEmpty();
      if (taken) {
        return super.handle(request, response, callback);
      }
      Response.writeError(request, response, callback, 403);
      return true;
    }
  }

  /**
   * @throws Exception when the port cannot be bound
   */
  public void start() throws Exception {
    server.start();
  }

  /** {@return a client in this process; for the tables that clients outside have too} */
  public DynamoDbClient client() {
    return direct;
  }

  /** {@return a client in this process, for the streams of the tables} */
  public DynamoDbStreamsClient streams() {
    return new DirectStreams(database, direct);
  }

  /** {@return where clients outside this process reach it} */
  public URI endpoint() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() throws Exception {
    isClosed = true;
    server.stop();
    database.shutdown();
    if (folder != null) {
      WriteAheadLog.awaitItsEnd(folder.resolve(FILE));
    }
  }
}

package dev.vitrine.local.s3;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.PrivateFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.gaul.shaded.org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.gaul.shaded.org.eclipse.jetty.http.HttpCompliance;
import org.gaul.shaded.org.eclipse.jetty.http.UriCompliance;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConfiguration;
import org.gaul.shaded.org.eclipse.jetty.server.HttpConnectionFactory;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.ServerConnector;
import org.gaul.shaded.org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * S3 on 127.0.0.1, its objects plain files under a folder: {@code objects/bucket/path}, where
 * {@link KeyPath} says the path of a key. The folder needs a file system with extended attributes,
 * which hold ETag, media type and user metadata.
 */
public final class EmbeddedS3 implements AutoCloseable {
  /** The bucket that sellers upload to. */
  public static final String BUCKET = "vitrine-uploads";

  private static final Logger LOG = Logger.getLogger(EmbeddedS3.class);
  private static final int THREADS = 64;

  private final Path buckets;
  private final Server server;
  private final ServerConnector connector;

  /**
   * @param folder for the objects and what else S3 must remember; made if need be
   * @param port 0 for any
   * @param keys whose signatures are checked; see {@link S3Servlet} for anybody else's
   * @param pageOrigins of the pages that may post pictures and read them, like {@code
   *     http://localhost:8080}
   * @param memory that posted forms wait for
   * @throws CannotStartException when the folder's file system has no extended attributes
   */
  public EmbeddedS3(
      Path folder,
      int port,
      AwsCredentials keys,
      List<String> pageOrigins,
      ObjectEventListener listener,
      MemoryBudget memory)
      throws IOException {
    // A relative path makes listings empty.
    Path home = folder.toAbsolutePath().normalize();
    this.buckets = home.resolve("objects");
    PrivateFolder.create(buckets.resolve(BUCKET));
    requireAttributes(buckets);
    OldLayout.move(home.resolve("buckets"), buckets);
    Sequencer sequencer = new Sequencer(home.resolve("sequencer"), Clock.systemUTC());
    BlobStore store = new FilesystemNio2BlobStore(buckets.toString());
    BlobStore files = new PartialReads(new KeyedBlobStore(store, buckets), buckets);
    KeyLocks locks = new KeyLocks();
    S3Servlet servlet =
        new S3Servlet(
            new EventfulBlobStore(files, buckets, locks, "ObjectCreated:Put", sequencer, listener),
            new EventfulBlobStore(files, buckets, locks, "ObjectCreated:Post", sequencer, listener),
            keys,
            pageOrigins,
            memory);
    this.server = new Server(pool());
    this.connector = connector(server, port);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/*");
    server.addConnector(connector);
    server.setHandler(context);
  }

  /** With a budget of its own for posted forms. */
  public EmbeddedS3(
      Path folder,
      int port,
      AwsCredentials keys,
      List<String> pageOrigins,
      ObjectEventListener listener)
      throws IOException {
    this(folder, port, keys, pageOrigins, listener, MemoryBudget.ofThisProcess());
  }

  private static QueuedThreadPool pool() {
    QueuedThreadPool pool = new QueuedThreadPool(THREADS);
    pool.setName("s3");
    return pool;
  }

  private static ServerConnector connector(Server server, int port) {
    HttpConfiguration http = new HttpConfiguration();
    // Keys may hold what RFC 3986 frowns upon, like // and %2F.
    http.setHttpCompliance(HttpCompliance.LEGACY);
    http.setUriCompliance(UriCompliance.LEGACY);
    // Else "text/plain; charset=UTF-8" loses its blank and its signature.
    http.setHeaderCacheCaseSensitive(true);
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    return connector;
  }

  private static void requireAttributes(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, ".probe", null);
    try {
      ByteBuffer value = ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII));
      Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class).write("probe", value);
    } catch (IOException | UnsupportedOperationException e) {
      throw new CannotStartException(
          "the file system of "
              + folder
              + " keeps no extended attributes, which hold what S3 knows of a picture."
              + " Set VITRINE_HOME to a folder on a local disk.",
          e);
    } finally {
      Files.delete(probe);
    }
  }

  /**
   * @throws Exception when the port cannot be bound
   */
  public void start() throws Exception {
    Instant start = Instant.now();
    server.start();
    Thread cleanup = new Thread(() -> cleanUp(start), "s3-cleanup");
    cleanup.setDaemon(true);
    cleanup.start();
  }

  private void cleanUp(Instant start) {
    try (DirectoryStream<Path> each = Files.newDirectoryStream(buckets, Files::isDirectory)) {
      for (Path bucket : each) {
        LostAttributes.restore(bucket, start);
      }
    } catch (IOException e) {
      LOG.warnf(e, "objects under %s may lack their ETags and media types", buckets);
    }
    try {
      UnfinishedWrites.remove(buckets.resolve(BUCKET), start);
    } catch (IOException e) {
      LOG.warnf(e, "unfinished writes under %s were not removed", buckets);
    }
  }

  /** {@return the folder of the buckets} Nobody else can read a file in it, once it is written. */
  public Path objects() {
    return buckets;
  }

  /** {@return where clients reach it; by address, so that they put the bucket into the path} */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}

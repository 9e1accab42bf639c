package dev.vitrine.local.s3;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.store.LoopbackRule;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.auth.S3AuthorizationHeader;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Decides whose signature a request needs. Programs on this machine may use any credentials, so a
 * stranger's signature is not checked. Web pages that the browser happens to show may do nothing:
 * what a page can send without asking first (forms, links, pictures) needs a signature by our own
 * keys, which {@code aws.env} holds; before anything else the browser asks for permission, which is
 * refused.
 */
final class S3Servlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String NAME = "localhost";

  /** S3Proxy says there, whoever asks, since when it runs. In S3 it is somebody else's bucket. */
  private static final String HEALTH = "/healthz";

  /** A form is in memory about three times while its policy is checked. */
  private static final int COPIES_OF_A_FORM = 3;

  /** What a form may have that does not say its length. */
  private static final long LONGEST_FORM = 64 << 20;

  /** Clients send again what is answered with SlowDown. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The server's other threads are for clients whose requests are taken. */
  private static final int THREADS_FOR_REFUSED_CLIENTS = 16;

  /** Headers of every answer: what was uploaded is shown or saved, and never does anything. */
  private static final Map<String, String> HARMLESS =
      Map.of(
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer");

  private final transient Semaphore threads = new Semaphore(THREADS_FOR_REFUSED_CLIENTS);
  private final transient AwsCredentials keys;
  private final transient LoopbackRule rule;
  private final transient Doors byAddress;
  private final transient Doors byName;
  private final transient MemoryBudget memory;

  /**
   * @param signed checks signatures by our keys
   * @param open checks none
   * @param forms checks signatures by our keys; its writes are posts
   */
  private record Doors(S3Door signed, S3Door open, S3Door forms) {}

  S3Servlet(
      BlobStore puts,
      BlobStore posts,
      AwsCredentials keys,
      List<String> pages,
      MemoryBudget memory) {
    this.keys = keys;
    this.memory = memory;
    this.rule = new LoopbackRule(pages);
    CrossOriginResourceSharing origins = S3Door.origins(pages);
    this.byAddress = doors(puts, posts, keys, null, origins);
    this.byName = doors(puts, posts, keys, NAME, origins);
  }

  private static Doors doors(
      BlobStore puts,
      BlobStore posts,
      AwsCredentials keys,
      @Nullable String host,
      CrossOriginResourceSharing origins) {
    return new Doors(
        new S3Door(puts, keys, host, origins),
        new S3Door(puts, null, host, origins),
        new S3Door(posts, keys, host, origins));
  }

  @Override
  protected void service(HttpServletRequest received, HttpServletResponse response)
      throws IOException {
    HARMLESS.forEach(response::setHeader);
    QueryOnlyRequest request = new QueryOnlyRequest(received, threads);
    LateBody body = request.getInputStream();
    HttpServletResponse answer =
        request.getHeader("Expect") == null
            ? response
            : new AnswerAfterBody(response, body, LONGEST_FORM);
    Doors doors = host(request).endsWith(NAME) ? byName : byAddress;
    try {
      admit(doors, request, answer);
    } catch (IllegalArgumentException e) {
      doors.signed().refuse(request, answer, 400, "InvalidArgument", e);
    } finally {
      // Else the server closes the connection of a refused client that still sends, which then
      // does not hear why.
      body.readRest(LONGEST_FORM);
    }
  }

  private void admit(Doors doors, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String refusal =
        rule.refusal(
                request.getMethod(),
                request.getHeader("Host"),
                request.getHeader("Origin"),
                request.getHeader("Sec-Fetch-Site"))
            .orElse(isAnonymous(request) ? "A request needs a signature." : null);
    if (refusal != null) {
      doors.signed().refuse(request, response, 403, "AccessDenied", new IOException(refusal));
    } else if (isForm(request)) {
      form(doors.forms(), request, response);
    } else if (request.getRequestURI().equals(HEALTH)) {
      doors
          .signed()
          .refuse(request, response, 403, "AccessDenied", new IOException("Access Denied"));
    } else {
      S3Door door = isStrangers(request) ? doors.open() : doors.signed();
      HttpServletRequest checked = WholeChecksumRequest.of(request);
      door.answer(checked, response, checked.getInputStream());
    }
  }

  private void form(S3Door door, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long length = request.getContentLengthLong();
    Optional<MemoryBudget.Share> share =
        share(COPIES_OF_A_FORM * (length < 0 ? LONGEST_FORM : length));
    if (share.isEmpty()) {
      door.refuse(request, response, 503, "SlowDown", new IOException("Please send it again."));
      return;
    }
    try (MemoryBudget.Share unused = share.get()) {
      InputStream body = new BufferedInputStream(request.getInputStream(), 1 << 16);
      door.answer(request, response, new FormUpToFile(body, request.getContentType()));
    }
  }

  private Optional<MemoryBudget.Share> share(long bytes) throws IOException {
    try {
      return memory.take(bytes, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for memory");
    }
  }

  /** Whether nobody signed the request. A form is signed in its fields, a preflight never. */
  private static boolean isAnonymous(HttpServletRequest request) {
    return !isForm(request)
        && !request.getMethod().equals("OPTIONS")
        && request.getHeader("Authorization") == null
        && request.getParameter("X-Amz-Credential") == null
        && request.getParameter("AWSAccessKeyId") == null;
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return request.getMethod().equals("POST")
        && type != null
        && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /** Whether the request is signed by keys that are not ours, in a way no web page can do. */
  private boolean isStrangers(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && S3AuthorizationHeader.hasAwsScheme(header)) {
      return !new S3AuthorizationHeader(header).getIdentity().equals(keys.accessKeyId());
    }
    if (request.getMethod().equals("POST")) {
      return false;
    }
    String v4 = request.getParameter("X-Amz-Credential");
    String v2 = request.getParameter("AWSAccessKeyId");
    String identity = v4 == null ? v2 : v4.split("/", 2)[0];
    return identity != null && !identity.equals(keys.accessKeyId());
  }

  /** {@return the name the client knows us by, in lower case, without the port} */
  private static String host(HttpServletRequest request) {
    String header = request.getHeader("Host");
    return header == null ? "" : header.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
  }
}

package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * S3Proxy's handler of requests, with errors said as S3 says them. S3Proxy's own servlet does that
 * as well, but takes one way of checking signatures for all requests.
 */
final class S3Door extends S3ProxyHandler {
  private static final long LARGEST_OBJECT = 5L << 30;

  /** Bodies that must be in memory to be checked: signed as a whole, or a form. */
  private static final long LARGEST_BUFFERED = 128L << 20;

  private static final int LARGEST_CHUNK = 16 << 20;
  private static final int CLOCK_SKEW_SECONDS = 15 * 60;

  private final boolean checksSignatures;
  private final @Nullable String host;

  /**
   * @param keys whose signatures are accepted; null to accept anybody's without checking
   * @param host requests to {@code bucket.host} are for that bucket; null when host is an address
   */
  S3Door(
      BlobStore store,
      @Nullable AwsCredentials keys,
      @Nullable String host,
      CrossOriginResourceSharing origins) {
    super(
        store,
        keys == null ? AuthenticationType.NONE : AuthenticationType.AWS_V2_OR_V4,
        keys == null ? null : keys.accessKeyId(),
        keys == null ? null : keys.secretAccessKey(),
        host,
        LARGEST_OBJECT,
        LARGEST_BUFFERED,
        LARGEST_CHUNK,
        true, // Clients send headers that came after S3Proxy.
        origins,
        "",
        CLOCK_SKEW_SECONDS);
    this.checksSignatures = keys != null;
    this.host = host;
  }

  static CrossOriginResourceSharing origins(List<String> allowed) {
    return new CrossOriginResourceSharing(
        allowed.stream().map(Pattern::quote).toList(),
        List.of("GET", "HEAD", "POST"),
        List.of("*"),
        List.of("ETag", "Location"),
        "");
  }

  /**
   * @param content the request's body, without what S3 ignores
   */
  void answer(HttpServletRequest request, HttpServletResponse response, InputStream content)
      throws IOException {
    RequestInHand.begin(request);
    try (InputStream body = content) {
      Optional<SubResource> part = SubResource.of(request);
      if (part.isPresent()) {
        answer(part.get(), request, response, body);
      } else {
        sayRanges(request, response);
        InputStream checked = NamedParts.inOrder(request, body);
        HttpServletRequest dated = new DateConditions(ConditionalCompletion.of(request));
        HttpServletRequest seen = UnconditionalRead.of(dated, isVersion2(request));
        doHandle(request, seen, new PartialAnswer(response), checked, null);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      refuse(request, response, 400, "InvalidArgument", e);
    } catch (UnsupportedOperationException e) {
      refuse(request, response, 501, "NotImplemented", e);
    } catch (RuntimeException | IOException e) {
      // What went wrong while a body was read comes wrapped.
      AwsServiceException known = causeOf(e);
      if (known == null) {
        throw e;
      }
      refuse(request, response, known);
    } finally {
      RequestInHand.end();
    }
  }

  /**
   * Answers as S3 does where the part was never set: first a wrong signature, then a key or bucket
   * that is not there, then what S3 says of the part.
   */
  private void answer(
      SubResource part, HttpServletRequest request, HttpServletResponse response, InputStream body)
      throws IOException {
    if (checksSignatures && isVersion2(request)) {
      throw S3Errors.of(
          400,
          "InvalidRequest",
          "The authorization mechanism you have provided is not supported."
              + " Please use AWS4-HMAC-SHA256.");
    }
    doHandle(request, new HeadRequest(request), new UnsentResponse(response), body, null);
    if (!request.getMethod().equals("GET")) {
      throw part.unknown();
    }
    String xml = namesKey(request) ? part.ofObject() : part.ofBucket();
    response.setContentType("application/xml");
    response.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
  }

  /** Clients that read parts of objects look for it first; S3Proxy says it of a GET's part only. */
  private void sayRanges(HttpServletRequest request, HttpServletResponse response) {
    boolean isRead = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (isRead && namesKey(request)) {
      response.setHeader("Accept-Ranges", "bytes");
    }
  }

  /** S3Proxy checks a signature of version 2 by the head that it is given, not by the request. */
  private static boolean isVersion2(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return request.getParameter("AWSAccessKeyId") != null
        || (header != null && header.startsWith("AWS "));
  }

  /** {@return whether a request is for an object, not for a bucket} */
  private boolean namesKey(HttpServletRequest request) {
    String path = request.getRequestURI();
    int beforeKey = namesBucketInHost(request) ? 0 : path.indexOf('/', 1);
    return beforeKey >= 0 && beforeKey + 1 < path.length();
  }

  private boolean namesBucketInHost(HttpServletRequest request) {
    String name = request.getHeader("Host");
    return host != null && name != null && !name.replaceFirst(":\\d+$", "").equals(host);
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AwsServiceException e)
      throws IOException {
    keepHeader("Content-Range", e, response);
    String code = S3Exceptions.errorCode(e);
    if (code != null) {
      String message = e.awsErrorDetails().errorMessage();
      sendSimpleErrorResponse(
          request, response, code, e.statusCode(), message == null ? "" : message, Map.of());
      return;
    }
    switch (e.statusCode()) {
      case 304 -> notModified(response, e);
      case 400 -> refuse(request, response, 400, "BadDigest", e);
      case 403 -> refuse(request, response, 403, "AccessDenied", e);
      case 412 -> refuse(request, response, 412, "PreconditionFailed", e);
      case 416 -> refuse(request, response, 416, "InvalidRange", e);
      default -> response.setStatus(e.statusCode());
    }
  }

  private static void notModified(HttpServletResponse response, AwsServiceException e) {
    keepHeader("ETag", e, response);
    response.setStatus(304);
  }

  private static void keepHeader(String name, AwsServiceException e, HttpServletResponse response) {
    var backend = S3Exceptions.httpResponse(e);
    if (backend != null) {
      backend.firstMatchingHeader(name).ifPresent(value -> response.setHeader(name, value));
    }
  }

  void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String code,
      Exception why)
      throws IOException {
    String message = why.getMessage() == null ? code : why.getMessage();
    sendSimpleErrorResponse(request, response, code, status, message, Map.of());
  }

  private static @Nullable AwsServiceException causeOf(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException known) {
        return known;
      }
    }
    return null;
  }
}

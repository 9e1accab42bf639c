package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
      doHandle(request, ConditionalCompletion.of(request), response, body, null);
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
   * Answers that an object has no tags, as none are kept. The AWS CLI asks for them before it
   * copies or moves a large object, and gives up at an error.
   */
  void saysNoTags(HttpServletResponse response) throws IOException {
    response.setContentType("application/xml");
    String tags =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<Tagging xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet/></Tagging>";
    response.getOutputStream().write(tags.getBytes(StandardCharsets.UTF_8));
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AwsServiceException e)
      throws IOException {
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
    var backend = S3Exceptions.httpResponse(e);
    if (backend != null) {
      backend.firstMatchingHeader("ETag").ifPresent(tag -> response.setHeader("ETag", tag));
    }
    response.setStatus(304);
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

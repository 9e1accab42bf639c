package dev.vitrine.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A CreateMultipartUpload with CRC64NVME. In S3 that checksum is always of the whole object;
 * S3Proxy expects a checksum of the parts' checksums.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
 *     object integrity</a>
 */
final class WholeChecksumRequest extends HttpServletRequestWrapper {
  private static final String ALGORITHM = "x-amz-checksum-algorithm";
  private static final String TYPE = "x-amz-checksum-type";
  private static final String WHOLE = "FULL_OBJECT";

  private WholeChecksumRequest(HttpServletRequest request) {
    super(request);
  }

  /**
   * {@return the request, as S3 understands it}
   *
   * @throws IllegalArgumentException when it asks for another type of checksum
   */
  static HttpServletRequest of(HttpServletRequest request) {
    if (!request.getMethod().equals("POST")
        || request.getParameter("uploads") == null
        || !"CRC64NVME".equalsIgnoreCase(request.getHeader(ALGORITHM))) {
      return request;
    }
    String type = request.getHeader(TYPE);
    if (type != null && !type.equalsIgnoreCase(WHOLE)) {
      throw new IllegalArgumentException(
          "The " + type + " checksum type cannot be used with the crc64nvme checksum algorithm.");
    }
    return new WholeChecksumRequest(request);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase(TYPE) ? WHOLE : super.getHeader(name);
  }
}

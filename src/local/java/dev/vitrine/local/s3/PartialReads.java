package dev.vitrine.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads objects as the {@link ReadConditions} of the {@link RequestInHand} say. S3Proxy compares
 * one strong ETag, knows neither {@code If-Range} nor a range of a HEAD, and forgets the parts of a
 * completed upload.
 */
final class PartialReads extends ForwardingBlobStore {
  private static final Logger LOG = Logger.getLogger(PartialReads.class);

  /** How often an object is opened that is replaced again and again. */
  private static final int ATTEMPTS = 20;

  private final WrittenFiles onDisk;

  /**
   * @param root where {@code files} has its buckets
   */
  PartialReads(BlobStore files, Path root) {
    super(files);
    this.onDisk = new WrittenFiles(root);
  }

  /** The answer to a HEAD has the length of the bytes that a GET would send. */
  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    HeadObjectResponse head = super.blobMetadata(request);
    ByteRange part = partOf(request, head, RequestInHand.current().conditionsOf("HEAD"));
    return part == null ? head : head.toBuilder().contentLength(part.length()).build();
  }

  /** Opens the object that fulfills the conditions; begins again if it was replaced meanwhile. */
  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    ReadConditions conditions = RequestInHand.current().conditionsOf("GET");
    if (conditions.equals(ReadConditions.NONE)) {
      return super.getBlob(request);
    }
    HeadObjectRequest head =
        HeadObjectRequest.builder().bucket(request.bucket()).key(request.key()).build();
    for (int left = ATTEMPTS; ; left--) {
      HeadObjectResponse now = super.blobMetadata(head);
      ByteRange part = partOf(head, now, conditions);
      try {
        return super.getBlob(
            request.toBuilder()
                .ifMatch(now.eTag())
                .range(part == null ? null : part.range())
                .build());
      } catch (S3Exception e) {
        boolean isReplaced = e.statusCode() == 412 && request.ifUnmodifiedSince() == null;
        if (!isReplaced || left == 0) {
          throw e;
        }
      }
    }
  }

  private @Nullable ByteRange partOf(
      HeadObjectRequest request, HeadObjectResponse now, ReadConditions conditions) {
    conditions.require(now);
    Integer number = conditions.part();
    if (number == null) {
      ByteRange part = conditions.bytesOf(now);
      RequestInHand.current().send(part, 0);
      return part;
    }
    if (conditions.range() != null) {
      throw S3Errors.of(
          400, "InvalidRequest", "Cannot specify both Range header and partNumber query parameter");
    }
    try {
      Path file = onDisk.file(request.bucket(), request.key());
      ByteRange part = PartSizes.part(number, now, file);
      RequestInHand.current().send(part, PartSizes.count(now));
      return part;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the sizes of the parts. Without them nobody can ask for a part. */
  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    Map<Integer, Long> sizes =
        super.listMultipartUpload(upload).stream()
            .collect(Collectors.toMap(Part::partNumber, Part::size));
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    try {
      PartSizes.write(
          onDisk.file(upload.containerName(), upload.blobName()),
          request.multipartUpload().parts().stream()
              .map(CompletedPart::partNumber)
              .map(sizes::get)
              .toList());
    } catch (IOException e) {
      // The object is stored, so that its event must follow.
      LOG.warn("cannot keep the sizes of the parts of an upload", e);
    }
    return response;
  }
}

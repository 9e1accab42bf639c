package dev.vitrine.local.s3;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads objects as the {@link ReadConditions} of the {@link RequestInHand} say. S3Proxy compares
 * one strong ETag, and knows neither {@code If-Range} nor a range of a HEAD.
 */
final class PartialReads extends ForwardingBlobStore {
  /** How often an object is opened that is replaced again and again. */
  private static final int ATTEMPTS = 20;

  PartialReads(BlobStore files) {
    super(files);
  }

  /** The answer to a HEAD has the length of the bytes that a GET would send. */
  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    HeadObjectResponse head = super.blobMetadata(request);
    ByteRange part = partOf(head, RequestInHand.current().conditionsOf("HEAD"));
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
      ByteRange part = partOf(now, conditions);
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

  private static @Nullable ByteRange partOf(HeadObjectResponse now, ReadConditions conditions) {
    conditions.require(now);
    ByteRange part = conditions.bytesOf(now);
    RequestInHand.current().send(part);
    return part;
  }
}

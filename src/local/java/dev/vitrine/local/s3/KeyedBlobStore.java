package dev.vitrine.local.s3;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Gives every key a file of its own; in S3Proxy's store, whose paths are keys, some share one. An
 * object's time has whole seconds, as the dates of HTTP have: else it would be newer than the date
 * that a client was told.
 */
final class KeyedBlobStore extends ForwardingBlobStore {
  /** How often an object is opened that is replaced again and again. */
  private static final int ATTEMPTS = 20;

  private final ObjectListing listing;

  /**
   * @param files keeps an object in {@code root/bucket/key}
   */
  KeyedBlobStore(BlobStore files, Path root) {
    super(files);
    this.listing = new ObjectListing(files, root);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    return listing.page(request);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    return super.putBlob(request.toBuilder().key(KeyPath.of(request.key())).build(), payload);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return super.copyBlob(
        request.toBuilder()
            .sourceKey(KeyPath.of(request.sourceKey()))
            .destinationKey(KeyPath.of(request.destinationKey()))
            .copySourceIfModifiedSince(endOfSecond(request.copySourceIfModifiedSince()))
            .copySourceIfUnmodifiedSince(endOfSecond(request.copySourceIfUnmodifiedSince()))
            .build());
  }

  private static @Nullable Instant endOfSecond(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(SECONDS).plusNanos(999_999_999);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    HeadObjectResponse head =
        super.blobMetadata(request.toBuilder().key(KeyPath.of(request.key())).build());
    Instant time = head.lastModified();
    return time == null ? head : head.toBuilder().lastModified(time.truncatedTo(SECONDS)).build();
  }

  /**
   * Opens an object. The store reads what describes it before it opens the file, which a write may
   * replace in between; then the object is opened again.
   */
  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    GetObjectRequest inFiles =
        request.toBuilder()
            .key(KeyPath.of(request.key()))
            .ifModifiedSince(endOfSecond(request.ifModifiedSince()))
            .ifUnmodifiedSince(endOfSecond(request.ifUnmodifiedSince()))
            .build();
    for (int left = ATTEMPTS; ; left--) {
      ResponseInputStream<GetObjectResponse> opened = super.getBlob(inFiles);
      if (left == 0 || isStill(opened.response().eTag(), request)) {
        return opened;
      }
      close(opened);
    }
  }

  private boolean isStill(@Nullable String eTag, GetObjectRequest request) {
    HeadObjectResponse now = blobMetadataIfPresent(request.bucket(), request.key());
    return now == null || Objects.equals(now.eTag(), eTag);
  }

  private static void close(InputStream opened) {
    try {
      opened.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return super.blobExists(bucket, KeyPath.of(key));
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request.toBuilder().key(KeyPath.of(request.key())).build());
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    return super.getBlobAccess(bucket, KeyPath.of(key));
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    return super.getBlobAcl(request.toBuilder().key(KeyPath.of(request.key())).build());
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
    super.setBlobAccess(bucket, KeyPath.of(key), access);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    MultipartUpload upload =
        super.initiateMultipartUpload(request.toBuilder().key(KeyPath.of(request.key())).build());
    return new MultipartUpload(upload.id(), request, upload.response());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(inFiles(upload));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return super.completeMultipartUpload(inFiles(upload), request);
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    return super.uploadMultipartPart(inFiles(upload), request, payload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return super.listMultipartUpload(inFiles(upload));
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    return super.listMultipartUploads(bucket).stream()
        .map(upload -> upload.toBuilder().key(KeyPath.key(upload.key())).build())
        .toList();
  }

  private static MultipartUpload inFiles(MultipartUpload upload) {
    return new MultipartUpload(
        upload.id(),
        upload.request().toBuilder().key(KeyPath.of(upload.blobName())).build(),
        upload.response());
  }
}

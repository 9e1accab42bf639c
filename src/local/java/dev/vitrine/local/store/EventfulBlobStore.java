package dev.vitrine.local.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Writes objects to the disk and tells the listener, before the client gets its answer. */
final class EventfulBlobStore extends ForwardingBlobStore {
  /** Vitrine's own objects never start a workflow. */
  private static final String DERIVED = ".vitrine/";

  /** S3Proxy remembers a multipart upload in an object of this name. */
  private static final String MULTIPART_STUB = ".s3proxy-mpu-stub-";

  /** File names end at 255 bytes, and the store appends up to 50 of its own while it writes. */
  private static final int LONGEST_SEGMENT = 200;

  private final Path root;
  private final String putKind;
  private final Sequencer sequencer;
  private final ObjectCreatedListener listener;

  /**
   * @param root where {@code files} has its buckets
   * @param putKind what the event of a plain write is called: {@code Put} or {@code Post}
   */
  EventfulBlobStore(
      BlobStore files,
      Path root,
      String putKind,
      Sequencer sequencer,
      ObjectCreatedListener listener) {
    super(files);
    this.root = root;
    this.putKind = putKind;
    this.sequencer = sequencer;
    this.listener = listener;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    requireStorable(request.key());
    PutObjectResponse response = super.putBlob(request, payload);
    written(putKind, request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    requireStorable(request.destinationKey());
    CopyObjectResponse response = super.copyBlob(request);
    written("Copy", request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    requireStorable(request.key());
    return super.initiateMultipartUpload(request);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    written("CompleteMultipartUpload", upload.containerName(), upload.blobName());
    return response;
  }

  /** Whether the file is an object that is still being written. */
  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    List<S3Object> whole =
        page.contents().stream()
            .filter(o -> o.eTag() != null || !UnfinishedWrites.isNamedLikeOne(o.key()))
            .toList();
    return page.toBuilder().contents(whole).build();
  }

  private void written(String kind, String bucket, String key) {
    if (key.startsWith(MULTIPART_STUB)) {
      return;
    }
    sync(bucket, key);
    if (key.startsWith(DERIVED)) {
      return;
    }
    String number = sequencer.next();
    HeadObjectResponse now = blobMetadataIfPresent(bucket, key);
    if (now == null) {
      return; // Deleted meanwhile.
    }
    listener.objectCreated(
        new ObjectCreated(
            kind,
            bucket,
            key,
            now.contentLength() == null ? 0 : now.contentLength(),
            unquoted(now.eTag()),
            number,
            UUID.randomUUID().toString(),
            Instant.now()));
  }

  private void sync(String bucket, String key) {
    Path container = root.resolve(bucket);
    try {
      Path file = container.resolve(key).normalize();
      PrivateFolder.makePrivate(file);
      DurableFile.sync(file);
      for (Path folder = file.getParent();
          folder != null && folder.startsWith(container);
          folder = folder.getParent()) {
        PrivateFolder.makePrivateItself(folder);
        DurableFile.syncFolder(folder);
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireStorable(String key) {
    for (String segment : key.split("/", -1)) {
      if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
        throw S3Exception.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("KeyTooLongError")
                    .errorMessage(
                        "On one machine, what stands between two slashes of a key is at most "
                            + LONGEST_SEGMENT
                            + " bytes.")
                    .build())
            .build();
      }
    }
  }

  private static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}

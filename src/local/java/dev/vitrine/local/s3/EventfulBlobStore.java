package dev.vitrine.local.s3;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Writes objects to the disk, or removes them, and tells the listener, before the client gets its
 * answer. What a request expects of the object that it replaces or removes is compared in one step
 * with the write, of which there is one at a time for each key; events have the order of the
 * writes.
 */
final class EventfulBlobStore extends ForwardingBlobStore {
  /** Vitrine's own objects never start a workflow. */
  private static final String DERIVED = ".vitrine/";

  /** S3Proxy remembers a multipart upload in an object of this name. */
  private static final String MULTIPART_STUB = ".s3proxy-mpu-stub-";

  private static final String KEY_TOO_LONG = "KeyTooLongError";

  /** In bytes of UTF-8. */
  private static final int LONGEST_KEY = 1024;

  /** In bytes. No key's path is longer than Linux allows; other systems allow less. */
  private static final int LONGEST_PATH =
      System.getProperty("os.name").startsWith("Linux") ? 4095 : 1015;

  /** Bytes that the store may append to a path while it writes. */
  private static final int ROOM = 100;

  /** How often a write begins again whose folder is removed under it. */
  private static final int ATTEMPTS = 100;

  private final Path root;
  private final WrittenFiles onDisk;
  private final KeyLocks locks;
  private final String putEvent;
  private final Sequencer sequencer;
  private final ObjectEventListener listener;

  /**
   * @param root where {@code files} has its buckets
   * @param locks shared by all that write to {@code files}
   * @param putEvent name of a plain write's event: {@code ObjectCreated:Put} or {@code
   *     ObjectCreated:Post}
   */
  EventfulBlobStore(
      BlobStore files,
      Path root,
      KeyLocks locks,
      String putEvent,
      Sequencer sequencer,
      ObjectEventListener listener) {
    super(files);
    this.root = root;
    this.onDisk = new WrittenFiles(root);
    this.locks = locks;
    this.putEvent = putEvent;
    this.sequencer = sequencer;
    this.listener = listener;
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    RequestInHand.current().saw(request.bucket(), request.key(), null);
    HeadObjectResponse head = super.blobMetadata(request);
    RequestInHand.current().saw(request.bucket(), request.key(), head.eTag());
    return head;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    requireStorable(request.key());
    WriteConditions conditions = new WriteConditions(request.ifMatch(), request.ifNoneMatch());
    PutObjectResponse response;
    String number;
    try (KeyLocks.KeyLock lock = locks.of(request.bucket(), request.key())) {
      BodyEnd body =
          new BodyEnd(
              payload,
              () -> {
                lock.take();
                require(conditions, request.bucket(), request.key());
              });
      response = inItsFolder(() -> super.putBlob(request, body), body::isUntouched);
      number = number(request.bucket(), request.key());
    }
    written(putEvent, request.bucket(), request.key(), number);
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    String bucket = request.destinationBucket();
    String key = request.destinationKey();
    requireStorable(key);
    CopyObjectResponse response;
    String number;
    try (KeyLocks.KeyLock lock = locks.of(bucket, key)) {
      lock.take();
      require(RequestInHand.current().conditions(), bucket, key);
      response = inItsFolder(() -> super.copyBlob(request), () -> true);
      number = number(bucket, key);
    }
    written("ObjectCreated:Copy", bucket, key, number);
    return response;
  }

  private void require(WriteConditions conditions, String bucket, String key) {
    if (!conditions.isNone()) {
      conditions.require(now(bucket, key));
    }
  }

  private @Nullable HeadObjectResponse now(String bucket, String key) {
    return delegate().blobMetadataIfPresent(bucket, key);
  }

  /**
   * Repeats a write whose folder is gone: the store makes the folder and then the file, and another
   * thread may remove what was the last object in it.
   */
  private static <T> T inItsFolder(Supplier<T> write, BooleanSupplier isRepeatable) {
    for (int left = ATTEMPTS; ; left--) {
      try {
        return write.get();
      } catch (RuntimeException e) {
        boolean isGone = e.getCause() instanceof NoSuchFileException;
        if (!isGone || left == 0 || !isRepeatable.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    requireStorable(request.key());
    MultipartUpload upload = super.initiateMultipartUpload(request);
    onDisk.makePrivate(upload.containerName(), part(upload, "stub"));
    return upload;
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    requireBegun(upload);
    UploadPartResponse response = super.uploadMultipartPart(upload, request, payload);
    onDisk.makePrivate(upload.containerName(), part(upload, request.partNumber().toString()));
    return response;
  }

  /** S3Proxy would keep a part of an upload that was aborted, or completed. */
  private void requireBegun(MultipartUpload upload) {
    if (!Files.exists(onDisk.file(upload.containerName(), part(upload, "stub")))) {
      throw S3Errors.of(
          404,
          "NoSuchUpload",
          "The specified upload does not exist. It may have been aborted or completed.");
    }
  }

  /** {@return the key under which S3Proxy keeps a part of an upload} */
  private static String part(MultipartUpload upload, String suffix) {
    return KeyPath.MULTIPART + upload.id() + "-" + upload.blobName() + "-" + suffix;
  }

  /** An upload that is completed once more has no parts; S3Proxy then looks for its object. */
  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    if (RequestInHand.current().isReading()) {
      requireBegun(upload);
    }
    return super.listMultipartUpload(upload);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    String bucket = upload.containerName();
    String key = upload.blobName();
    CompleteMultipartUploadResponse response;
    String number;
    try (KeyLocks.KeyLock lock = locks.of(bucket, key)) {
      lock.take();
      requireBegun(upload);
      require(RequestInHand.current().conditions(), bucket, key);
      response = inItsFolder(() -> super.completeMultipartUpload(upload, request), () -> true);
      number = number(bucket, key);
    }
    written("ObjectCreated:CompleteMultipartUpload", bucket, key, number);
    return response;
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    String bucket = request.bucket();
    String key = request.key();
    if (key.startsWith(MULTIPART_STUB)) {
      return super.removeBlob(request);
    }
    DeleteObjectResponse response;
    String number;
    try (KeyLocks.KeyLock lock = locks.of(bucket, key)) {
      lock.take();
      RequestInHand.current().requireRemovable(bucket, key, () -> now(bucket, key));
      response = super.removeBlob(request);
      number = number(bucket, key);
    }
    // Also if nothing was there: an earlier deletion may have been cut off before its event.
    if (isTold(bucket, key)) {
      onDisk.syncRemoval(bucket, key);
      tell(ObjectEvent.REMOVED, bucket, key, 0, "", number);
    }
    return response;
  }

  /** {@return whether there is an event of a change} In AWS, too, only one bucket notifies. */
  private static boolean isTold(String bucket, String key) {
    return bucket.equals(EmbeddedS3.BUCKET)
        && !key.startsWith(DERIVED)
        && !key.startsWith(MULTIPART_STUB);
  }

  /**
   * {@return the number of a change that was just made; empty if there is no event of it} Taken
   * under the key's lock, so that of two changes of an object the later one has the greater number.
   */
  private String number(String bucket, String key) {
    return isTold(bucket, key) ? sequencer.next() : "";
  }

  private void written(String event, String bucket, String key, String number) {
    if (key.startsWith(MULTIPART_STUB)) {
      onDisk.makePrivate(bucket, key);
      return;
    }
    onDisk.sync(bucket, key);
    if (!isTold(bucket, key)) {
      return;
    }
    HeadObjectResponse now = now(bucket, key);
    if (now == null) {
      return; // Deleted meanwhile.
    }
    long size = now.contentLength() == null ? 0 : now.contentLength();
    tell(event, bucket, key, size, unquoted(now.eTag()), number);
  }

  private void tell(
      String event, String bucket, String key, long size, String eTag, String number) {
    String request = UUID.randomUUID().toString();
    listener.happened(
        new ObjectEvent(event, bucket, key, size, eTag, number, request, Instant.now()));
  }

  private void requireStorable(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw S3Errors.of(400, KEY_TOO_LONG, "Your key is too long");
    }
    if (root.toString().length() + KeyPath.of(key).length() + ROOM > LONGEST_PATH) {
      throw S3Errors.of(
          400, KEY_TOO_LONG, "This machine's file system takes no path as long as this key's.");
    }
  }

  private static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}

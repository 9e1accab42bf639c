package dev.vitrine.local.s3;

import dev.vitrine.local.store.DurableFile;
import dev.vitrine.local.store.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Writes objects to the disk, or removes them, and tells the listener, before the client gets its
 * answer.
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

  private final Path root;
  private final String putEvent;
  private final Sequencer sequencer;
  private final ObjectEventListener listener;

  /**
   * @param root where {@code files} has its buckets
   * @param putEvent name of a plain write's event: {@code ObjectCreated:Put} or {@code
   *     ObjectCreated:Post}
   */
  EventfulBlobStore(
      BlobStore files,
      Path root,
      String putEvent,
      Sequencer sequencer,
      ObjectEventListener listener) {
    super(files);
    this.root = root;
    this.putEvent = putEvent;
    this.sequencer = sequencer;
    this.listener = listener;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    requireStorable(request.key());
    PutObjectResponse response = super.putBlob(request, payload);
    written(putEvent, request.bucket(), request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    requireStorable(request.destinationKey());
    CopyObjectResponse response = super.copyBlob(request);
    written("ObjectCreated:Copy", request.destinationBucket(), request.destinationKey());
    return response;
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    requireStorable(request.key());
    MultipartUpload upload = super.initiateMultipartUpload(request);
    makePrivate(upload.containerName(), part(upload, "stub"));
    return upload;
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    requireBegun(upload);
    UploadPartResponse response = super.uploadMultipartPart(upload, request, payload);
    makePrivate(upload.containerName(), part(upload, request.partNumber().toString()));
    return response;
  }

  /** S3Proxy would keep a part of an upload that was aborted, or completed. */
  private void requireBegun(MultipartUpload upload) {
    Path stub = root.resolve(upload.containerName()).resolve(KeyPath.of(part(upload, "stub")));
    if (!Files.exists(stub)) {
      throw error(
          404,
          "NoSuchUpload",
          "The specified upload does not exist. It may have been aborted or completed.");
    }
  }

  /** {@return the key under which S3Proxy keeps a part of an upload} */
  private static String part(MultipartUpload upload, String suffix) {
    return KeyPath.MULTIPART + upload.id() + "-" + upload.blobName() + "-" + suffix;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    written("ObjectCreated:CompleteMultipartUpload", upload.containerName(), upload.blobName());
    return response;
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    DeleteObjectResponse response = super.removeBlob(request);
    String key = request.key();
    // Also if nothing was there: an earlier deletion may have been cut off before its event.
    if (!key.startsWith(MULTIPART_STUB) && isTold(request.bucket(), key)) {
      syncRemoval(root.resolve(request.bucket()).resolve(KeyPath.of(key)));
      tell(ObjectEvent.REMOVED, request.bucket(), key, 0, "", sequencer.next());
    }
    return response;
  }

  /** {@return whether there is an event of a change} In AWS, too, only one bucket notifies. */
  private static boolean isTold(String bucket, String key) {
    return bucket.equals(EmbeddedS3.BUCKET) && !key.startsWith(DERIVED);
  }

  private void written(String event, String bucket, String key) {
    if (key.startsWith(MULTIPART_STUB)) {
      makePrivate(bucket, key);
      return;
    }
    sync(bucket, key);
    if (!isTold(bucket, key)) {
      return;
    }
    String number = sequencer.next();
    HeadObjectResponse now = blobMetadataIfPresent(bucket, key);
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

  /** Takes the rights of others away from a file and from the folders down to it. */
  private void makePrivate(String bucket, String key) {
    Path file = root.resolve(bucket).resolve(KeyPath.of(key));
    try {
      PrivateFolder.makePrivate(file);
      for (Path folder : folders(file, bucket)) {
        PrivateFolder.makePrivateItself(folder);
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> folders(Path file, String bucket) {
    return Stream.iterate(file.getParent(), Path::getParent)
        .takeWhile(folder -> folder.startsWith(root.resolve(bucket)))
        .toList();
  }

  private void sync(String bucket, String key) {
    makePrivate(bucket, key);
    Path file = root.resolve(bucket).resolve(KeyPath.of(key));
    try {
      DurableFile.sync(file);
      for (Path folder : folders(file, bucket)) {
        DurableFile.syncFolder(folder);
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Syncs the nearest folder that is left: the store also removes folders that become empty. */
  private static void syncRemoval(Path file) {
    try {
      Path folder = file.getParent();
      while (folder != null && !Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      if (folder != null) {
        DurableFile.syncFolder(folder);
      }
    } catch (NoSuchFileException removedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireStorable(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw error(400, KEY_TOO_LONG, "Your key is too long");
    }
    if (root.toString().length() + KeyPath.of(key).length() + ROOM > LONGEST_PATH) {
      throw error(
          400, KEY_TOO_LONG, "This machine's file system takes no path as long as this key's.");
    }
  }

  private static S3Exception error(int status, String code, String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return (S3Exception) S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
  }

  private static String unquoted(@Nullable String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }
}

package dev.vitrine.render;

import dev.vitrine.upload.StorageUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Pictures in S3. */
@ApplicationScoped
class S3PictureStore implements PictureStore {
  private final S3Client s3;

  S3PictureStore(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public ObjectDetails details(String bucket, String key, @Nullable String versionId) {
    HeadObjectResponse head =
        called(
            bucket, key, () -> s3.headObject(o -> o.bucket(bucket).key(key).versionId(versionId)));
    return new ObjectDetails(head.contentLength(), head.metadata());
  }

  @Override
  public byte[] read(String bucket, String key, @Nullable String versionId) {
    return called(
        bucket,
        key,
        () ->
            s3.getObject(
                o -> o.bucket(bucket).key(key).versionId(versionId), S3PictureStore::bytes));
  }

  /**
   * Reads into one array of the known length; the SDK's own reading holds a body up to three times.
   */
  private static byte[] bytes(GetObjectResponse head, InputStream body) {
    try {
      byte[] bytes = new byte[Math.toIntExact(head.contentLength())];
      if (body.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new EOFException("S3 sent fewer than " + bytes.length + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw RetryableException.create("the body was not read", e);
    }
  }

  @Override
  public void writeJpeg(String bucket, String key, byte[] jpeg) {
    write(bucket, key, jpeg, "image/jpeg");
  }

  @Override
  public void writePng(String bucket, String key, byte[] png) {
    write(bucket, key, png, "image/png");
  }

  private void write(String bucket, String key, byte[] bytes, String type) {
    called(
        bucket,
        key,
        () ->
            s3.putObject(
                o -> o.bucket(bucket).key(key).contentType(type), RequestBody.fromBytes(bytes)));
  }

  private static <T> T called(String bucket, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        throw new PictureGoneException(bucket, key);
      }
      throw new StorageUnavailableException("S3 did not answer: " + e.getMessage(), e);
    } catch (SdkException e) {
      throw new StorageUnavailableException("S3 was not reached: " + e.getMessage(), e);
    }
  }
}

package dev.vitrine.render;

import dev.vitrine.upload.StorageUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
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
  public Details details(String bucket, String key, @Nullable String versionId) {
    HeadObjectResponse head =
        called(
            bucket, key, () -> s3.headObject(o -> o.bucket(bucket).key(key).versionId(versionId)));
    return new Details(head.contentLength(), head.metadata());
  }

  @Override
  public byte[] read(String bucket, String key, @Nullable String versionId) {
    return called(
        bucket,
        key,
        () ->
            s3.getObjectAsBytes(o -> o.bucket(bucket).key(key).versionId(versionId))
                .asByteArrayUnsafe());
  }

  @Override
  public void writeJpeg(String bucket, String key, byte[] jpeg) {
    called(
        bucket,
        key,
        () ->
            s3.putObject(
                o -> o.bucket(bucket).key(key).contentType("image/jpeg"),
                RequestBody.fromBytes(jpeg)));
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

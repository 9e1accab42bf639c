package dev.vitrine.local;

import dev.vitrine.export.Originals;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.StorageUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads originals from the embedded S3: on one machine nothing is too large to pass through. */
@ApplicationScoped
class LocalOriginals implements Originals {
  private final S3Client s3;

  LocalOriginals(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public boolean areCarried() {
    return true;
  }

  @Override
  public Optional<InputStream> open(PictureRef picture) {
    try {
      return Optional.of(s3.getObject(o -> o.bucket(picture.bucket()).key(picture.key())));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new StorageUnavailableException("the bucket does not answer", e);
    }
  }
}

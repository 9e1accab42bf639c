package dev.vitrine.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a picture that has arrived in the bucket.
 *
 * @param bytes size of the object
 * @param uploadedAt the S3 event's time
 */
public record Upload(@JsonUnwrapped PictureRef picture, long bytes, Instant uploadedAt) {
  public Upload {
    if (bytes < 0) {
      throw new IllegalArgumentException("an object of " + bytes + " bytes");
    }
  }

  /** {@return the upload as records keep it: flat} */
  @JsonCreator
  public static Upload of(
      @JsonProperty("bucket") String bucket,
      @JsonProperty("key") String key,
      @JsonProperty("versionId") @Nullable String versionId,
      @JsonProperty("revision") Revision revision,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("uploadedAt") Instant uploadedAt) {
    return new Upload(PictureRef.of(bucket, key, versionId, revision), bytes, uploadedAt);
  }
}

package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an uploaded picture.
 *
 * @param bucket where it lies
 * @param key {@code {seller}/{anything}}
 * @param versionId S3 version; null in an unversioned bucket
 * @param revision 32 hexadecimal digits, ordering the versions of the object
 * @param bytes size of the object
 * @param uploadedAt the S3 event's time
 */
public record Original(
    String bucket,
    String key,
    @Nullable String versionId,
    String revision,
    long bytes,
    Instant uploadedAt) {

  public Original {
    new ImageKey(bucket, key);
    new Revision(revision);
    if (bytes < 0) {
      throw new IllegalArgumentException("an object of " + bytes + " bytes");
    }
  }

  public String seller() {
    return new ImageKey(bucket, key).seller();
  }

  public ImageId imageId() {
    return ImageId.of(bucket, key);
  }

  /** {@return whether this revision was written after {@code other}} */
  public boolean newerThan(String other) {
    return revision.compareTo(other) > 0;
  }
}

package dev.vitrine.render;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the renditions and measurements of an original.
 *
 * @param seller the tenant
 * @param imageId 26 characters
 * @param bucket bucket of the original, and of what is derived from it
 * @param key key of the original, decoded
 * @param versionId S3 version; null in an unversioned bucket
 * @param revision 32 hexadecimal digits
 */
public record RenderImageRequest(
    String seller,
    String imageId,
    String bucket,
    String key,
    @Nullable String versionId,
    String revision) {

  public RenderImageRequest {
    new ImageKey(bucket, key);
    new ImageId(imageId);
    new Revision(revision);
  }
}

package dev.vitrine.image;

import org.jspecify.annotations.Nullable;

/**
 * Names one revision of one picture: the state machine's variable {@code image} and the first field
 * of every step's request. Keys of all objects that are derived from a picture are computed here.
 *
 * @param seller the tenant, the key's first segment
 * @param imageId follows from bucket and key
 * @param bucket of the original, and of what is derived from it
 * @param key of the original, decoded
 * @param versionId S3 version of the original; null in an unversioned bucket
 * @param revision orders the versions of the original
 */
public record PictureRef(
    String seller,
    ImageId imageId,
    String bucket,
    String key,
    @Nullable String versionId,
    Revision revision) {

  /**
   * @throws IllegalArgumentException when seller and id are not those of the key
   */
  public PictureRef {
    ImageKey original = new ImageKey(bucket, key);
    if (!original.seller().equals(seller) || !original.imageId().equals(imageId)) {
      throw new IllegalArgumentException("seller and imageId are not those of the key " + key);
    }
  }

  /** {@return the revision of an original; seller and id follow from where it lies} */
  public static PictureRef of(
      String bucket, String key, @Nullable String versionId, Revision revision) {
    ImageKey original = new ImageKey(bucket, key);
    return new PictureRef(original.seller(), original.imageId(), bucket, key, versionId, revision);
  }

  /** {@return whether this revision was written after {@code other}} */
  public boolean isNewerThan(Revision other) {
    return revision.compareTo(other) > 0;
  }

  /** {@return the prefix of all objects derived from any revision of the picture} */
  public String derivedPrefix() {
    return ImageKey.DERIVED + seller + "/" + imageId + "/";
  }

  /** {@return the key of the JPEG of at most 1024 px a side} */
  public String rendition() {
    return derived("rendition-1024");
  }

  /** {@return the key of the JPEG of at most 256 px a side} */
  public String thumbnail() {
    return derived("rendition-256");
  }

  /**
   * {@return the key of a restyled JPEG}
   *
   * @param order the id of what was ordered
   */
  public String restyle(String order) {
    return derived("restyle-" + order);
  }

  /**
   * {@return the key of a restyled PNG, in which the product is kept}
   *
   * @param order the id of what was ordered
   */
  public String restyleKeepingProduct(String order) {
    return derivedPrefix() + revision + "/restyle-" + order + ".png";
  }

  private String derived(String name) {
    return derivedPrefix() + revision + "/" + name + ".jpg";
  }
}

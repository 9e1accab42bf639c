package dev.vitrine.image;

import java.util.regex.Pattern;

/**
 * Where an original lies: {@code {seller}/{anything}} in the uploads bucket.
 *
 * @param bucket S3 bucket name
 * @param key object key, decoded; its first segment is the seller
 */
public record ImageKey(String bucket, String key) {
  /** What keys of all derived objects begin with. */
  static final String DERIVED = ".vitrine/";

  private static final Pattern SYSTEM_FILE =
      Pattern.compile(
          "(^|/)(__MACOSX/|(\\.DS_Store|\\._[^/]*|Thumbs\\.db|desktop\\.ini)$)",
          Pattern.CASE_INSENSITIVE);

  /** What a seller may be called: it becomes a key segment and a partition key. */
  public static final String SELLER = "[A-Za-z0-9][A-Za-z0-9._@+=-]{0,63}";

  /**
   * @throws IllegalArgumentException when the key names no seller, is a folder, or is derived
   */
  public ImageKey {
    if (!namesAnOriginal(key)) {
      throw new IllegalArgumentException("not the key of an original {seller}/{name}: " + key);
    }
  }

  /**
   * {@return whether {@code key} is {@code {seller}/{name}}, neither a folder nor a derived object}
   */
  public static boolean namesAnOriginal(String key) {
    int slash = key.indexOf('/');
    return slash > 0 && !key.endsWith("/") && key.substring(0, slash).matches(SELLER);
  }

  /** {@return whether Vitrine itself wrote the object: such an object never starts a workflow} */
  public static boolean isDerived(String key) {
    return key.startsWith(DERIVED);
  }

  /**
   * {@return whether the object is a hidden file that a file manager keeps beside pictures, such as
   * {@code .DS_Store}, {@code ._photo.jpg} or {@code Thumbs.db}} Copying a folder uploads these
   * too.
   */
  public static boolean isSystemFile(String key) {
    return SYSTEM_FILE.matcher(key).find();
  }

  /** {@return the key's first segment} */
  public String seller() {
    return key.substring(0, key.indexOf('/'));
  }

  public ImageId imageId() {
    return ImageId.of(bucket, key);
  }
}

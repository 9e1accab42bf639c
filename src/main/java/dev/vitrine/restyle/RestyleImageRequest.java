package dev.vitrine.restyle;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import dev.vitrine.workflow.RestyleOrder;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one restyled picture.
 *
 * @param seller the tenant
 * @param imageId 26 characters
 * @param revision 32 hexadecimal digits
 * @param bucket where the rendition is and the result goes
 * @param order what was asked for
 * @param imagePrompt the image's own prompt; null when there is none (its step failed)
 * @param answer where an asynchronous endpoint has put its answer, {@code s3://...}; null when a
 *     real-time one is to be asked
 */
public record RestyleImageRequest(
    String seller,
    String imageId,
    String revision,
    String bucket,
    RestyleOrder order,
    @Nullable String imagePrompt,
    @Nullable String answer) {

  public RestyleImageRequest {
    new ImageId(imageId);
    new Revision(revision);
  }

  /** {@return the key of a JPEG of the same revision, e.g. {@code rendition-1024}} */
  String key(String name) {
    return ImageKey.derived(seller, new ImageId(imageId), new Revision(revision), name + ".jpg");
  }
}

package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.Revision;

/**
 * The revision of an image that a step has worked on; the state machine's variable {@code image}.
 *
 * @param seller the tenant
 * @param imageId 26 characters
 * @param revision 32 hexadecimal digits
 */
public record ImageRef(String seller, String imageId, String revision) {
  public ImageRef {
    new ImageId(imageId);
    new Revision(revision);
  }

  ImageId id() {
    return new ImageId(imageId);
  }
}

package dev.vitrine.look;

import dev.vitrine.catalog.ImageIndex.Look;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureHash;
import dev.vitrine.table.TableUnavailableException;
import java.util.List;

/** Finds pictures of a seller that look the same. */
public interface SimilarPictures {

  /**
   * {@return other pictures of the same seller whose hashes differ from this one's in at most
   * {@value dev.vitrine.image.PictureHash#NEARLY} bits, the nearest first, then the newest; empty
   * if the picture has no hash}
   *
   * <p>Looks at no more than the 100 newest pictures of each band of the hash. As old as the last
   * {@link dev.vitrine.catalog.ImageIndex#follow}: a picture may have been deleted since.
   *
   * @throws TableUnavailableException if the table cannot be read at the moment
   */
  List<Similar> to(ImageRecord image);

  /**
   * {@return the pictures of a seller whose hashes differ from this one in at most {@value
   * dev.vitrine.image.PictureHash#NEARLY} bits, newest first; those that have it, too}
   *
   * <p>Bounded, and as old, as above.
   *
   * @throws TableUnavailableException if the table cannot be read at the moment
   */
  List<Look> looking(String seller, PictureHash hash);

  /**
   * A picture that looks the same as another.
   *
   * @param distance bits in which the hashes differ
   */
  record Similar(ImageId imageId, int distance) {}
}

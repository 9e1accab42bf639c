package dev.vitrine.look;

import dev.vitrine.catalog.ImageIndex.Look;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import java.util.List;

/** A catalog in which no picture looks like another. */
public final class NothingAlike implements SimilarPictures {
  @Override
  public List<Similar> to(ImageRecord image) {
    return List.of();
  }

  @Override
  public List<Look> looking(String seller, PictureHash hash) {
    return List.of();
  }
}

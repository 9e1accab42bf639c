package dev.vitrine.local.preview;

import dev.vitrine.action.Retag.Change;
import dev.vitrine.tag.TagImageResult;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The pictures of a preview. */
public interface DescribedPictures {
  /**
   * {@return a seller's newest pictures that are described, newest first}
   *
   * @param most of them
   * @param isWanted asked again and again; once it says no, the search ends with what it has
   */
  List<DescribedPicture> newest(String seller, int most, BooleanSupplier isWanted);

  /** A picture as it is described now. */
  interface DescribedPicture {
    String imageId();

    /**
     * {@return the rendition, at most 1024 px a side}
     *
     * @throws dev.vitrine.render.PictureGoneException when the picture was deleted meanwhile
     */
    byte[] jpeg();

    /** {@return what a person would see change; a person's corrections stay} */
    List<Change> changes(TagImageResult found);
  }
}

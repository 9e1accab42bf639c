package dev.vitrine.meaning;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Embedding;
import java.util.Collection;
import java.util.List;

/**
 * The embeddings of each seller's images, which follow the records. It has nothing that is not in
 * the records, and can be rebuilt from them.
 */
public interface MeaningIndex {
  /** Most images of an answer. */
  int MOST = 200;

  /**
   * Brings embeddings up to the images' records as they are now. Repetitions, and calls in any
   * order, come to the same.
   *
   * @param images any number, deleted ones too
   * @throws TableUnavailableException if the records cannot be read, or the index cannot be
   *     written, at the moment; some of the images may have been followed
   */
  void follow(Collection<ImageIndex.Name> images);

  /** {@return whether this installation keeps such an index} */
  boolean isKept();

  /**
   * Finds the images of a seller whose embeddings are nearest to another one. As old as the last
   * {@link #follow}: an image may have been deleted since. An index may find fewer than are asked
   * for.
   *
   * @param to of a picture or a text; only embeddings of its model are compared
   * @param most in [1, {@value #MOST}]
   * @throws MeaningUnavailableException where there is no such index
   * @throws TableUnavailableException if the index does not answer at the moment
   */
  NearestImages nearest(String seller, Embedding to, int most);

  /**
   * Finds the images of a seller that a text describes: of the images nearest to it, those that are
   * nearer to it than to {@link TextReader.Meaning#nothing}.
   *
   * @param most how many of the nearest are looked at, in [1, {@value #MOST}]
   * @throws MeaningUnavailableException where there is no such index
   * @throws TableUnavailableException if the index does not answer at the moment
   */
  NearestImages described(String seller, TextReader.Meaning text, int most);

  /**
   * The nearest images.
   *
   * @param images the nearest first
   * @param complete false while the index is being made anew and lacks images
   */
  record NearestImages(List<Near> images, boolean complete) {
    public NearestImages {
      images = List.copyOf(images);
    }
  }

  /**
   * A near image.
   *
   * @param likeness cosine of the two embeddings, in [-1, 1]
   */
  record Near(ImageId imageId, double likeness) {}
}

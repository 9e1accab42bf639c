package dev.vitrine.meaning;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.meaning.MeaningIndex.NearestImages;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds a seller's images by what a text means. The catalog finds those that have its words. */
@ApplicationScoped
public class Search {
  private static final Logger LOG = Logger.getLogger(Search.class);

  private final Catalog catalog;
  private final MeaningIndex index;
  private final TextReader texts;

  public Search(Catalog catalog, MeaningIndex index, TextReader texts) {
    this.catalog = catalog;
    this.index = index;
    this.texts = texts;
  }

  /**
   * Images that a text describes.
   *
   * @param images the nearest in meaning first
   * @param complete false while the index is being made anew and lacks images
   * @param model whose embeddings were compared
   */
  public record Described(List<Like> images, boolean complete, String model) {
    public Described {
      images = List.copyOf(images);
    }
  }

  /**
   * An image that a text describes.
   *
   * @param likeness cosine of its embedding and the text's, in [-1, 1]
   */
  public record Like(Card card, double likeness) {}

  /**
   * Finds images that the query's text describes although they do not have its words, and that meet
   * the query's other conditions. Looks at the {@value MeaningIndex#MOST} nearest.
   *
   * @param query with a text
   * @param most images of the answer, from 1
   * @return empty where no model reads texts, no index is kept, or one of both does not answer now
   */
  public Optional<Described> described(ImageQuery query, int most) {
    if (!index.isKept()) {
      return Optional.empty();
    }
    return texts
        .read(Objects.requireNonNull(query.text()))
        .flatMap(
            meaning ->
                nearest(query.seller(), meaning)
                    .map(
                        nearest ->
                            new Described(
                                likes(query, nearest, most),
                                nearest.complete(),
                                meaning.text().model())));
  }

  private Optional<NearestImages> nearest(String seller, TextReader.Meaning meaning) {
    try {
      return Optional.of(index.described(seller, meaning, MeaningIndex.MOST));
    } catch (TableUnavailableException e) {
      LOG.warnf("pictures are found by their words only: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private List<Like> likes(ImageQuery query, NearestImages nearest, int most) {
    return nearest.images().stream()
        .map(near -> like(query, near))
        .flatMap(Optional::stream)
        .limit(most)
        .toList();
  }

  private Optional<Like> like(ImageQuery query, Near near) {
    @Nullable ImageRecord image = catalog.findReadable(query.seller(), near.imageId()).orElse(null);
    return image == null || !query.withoutText().matches(image) || query.matches(image)
        ? Optional.empty()
        : Optional.of(new Like(Card.of(image), near.likeness()));
  }
}

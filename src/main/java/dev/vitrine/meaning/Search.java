package dev.vitrine.meaning;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.meaning.MeaningIndex.Nearest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a seller's images by what a text means. The catalog finds those that have its words. */
@ApplicationScoped
public class Search {
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
   * @return empty where no model reads texts
   */
  public Optional<Described> described(ImageQuery query, int most) {
    return texts
        .read(Objects.requireNonNull(query.text()))
        .map(
            meaning -> {
              Nearest nearest = index.described(query.seller(), meaning, MeaningIndex.MOST);
              List<Like> images =
                  nearest.images().stream()
                      .map(near -> like(query, near))
                      .flatMap(Optional::stream)
                      .limit(most)
                      .toList();
              return new Described(images, nearest.complete(), meaning.text().model());
            });
  }

  private Optional<Like> like(ImageQuery query, Near near) {
    @Nullable ImageRecord image = catalog.find(query.seller(), near.imageId()).orElse(null);
    return image == null || !query.withoutText().matches(image) || query.matches(image)
        ? Optional.empty()
        : Optional.of(new Like(Card.of(image), near.likeness()));
  }
}

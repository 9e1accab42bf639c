package dev.vitrine.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureHash;
import dev.vitrine.look.SimilarPictures;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.tag.Embedding;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Suggestions while the index of embeddings does not answer; {@code query} tests those with it. */
class SuggestionsWithoutAnIndexTest {
  private final List<ImageRecord> images = new ArrayList<>();
  private final Away away = new Away();
  private final ProductSuggestions suggestions =
      new ProductSuggestions(
          catalog(), new SameKey(), away, new Products(catalog()), Clock.systemUTC());

  /** An index that is kept and never answers. */
  private static final class Away implements MeaningIndex {
    private int asked;

    @Override
    public void follow(Collection<ImageIndex.Name> images) {}

    @Override
    public boolean isKept() {
      return true;
    }

    @Override
    public NearestImages nearest(String seller, Embedding to, int most) {
      asked++;
      throw new TableUnavailableException("S3 Vectors does not answer", null);
    }

    @Override
    public NearestImages described(String seller, TextReader.Meaning text, int most) {
      throw new UnsupportedOperationException();
    }
  }

  /** Pictures whose keys begin the same look the same. */
  private final class SameKey implements SimilarPictures {
    @Override
    public List<Similar> to(ImageRecord image) {
      return images.stream()
          .filter(other -> !other.imageId().equals(image.imageId()))
          .filter(other -> other.picture().key().startsWith(image.picture().key().substring(0, 6)))
          .map(other -> new Similar(other.imageId(), 0))
          .toList();
    }

    @Override
    public List<ImageIndex.Look> looking(String seller, PictureHash hash) {
      throw new UnsupportedOperationException();
    }
  }

  private Catalog catalog() {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "list" ->
                      new Catalog.Page(
                          arguments[0].equals(ImageQuery.all("demo")) ? images : List.of(), null);
                  case "cards" -> new Catalog.Cards(List.of(), null); // of products: none
                  case "findReadable" -> found((ImageId) arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Optional<ImageRecord> found(ImageId id) {
    return images.stream().filter(image -> image.imageId().equals(id)).findFirst();
  }

  @Test
  void whatLooksTheSameIsSuggestedAndTheIndexIsAskedOnce() {
    images.add(Examples.seen("demo/x.jpg", new Embedding("eyes", "AAA8")));
    images.add(Examples.seen("demo/y.jpg", new Embedding("eyes", "AAA8")));
    images.add(Examples.done("demo/mug-front.jpg", "mug"));
    images.add(Examples.done("demo/mug-back.jpg", "mug"));

    ProductSuggestions.Page part = suggestions.of("demo", 100, null);

    assertThat(part.meaning()).isEqualTo(ProductSuggestions.Comparison.UNAVAILABLE);
    assertThat(part.suggestions())
        .extracting(ProposedProduct::by)
        .containsExactly(ProposedProduct.Reason.LOOK);
    assertThat(part.looked()).isEqualTo(4);
    assertThat(away.asked).isEqualTo(1);
  }
}

package dev.vitrine.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.look.SimilarPictures;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.tag.Embedding;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Suggestions with an index that answers, but slowly: 3 s for each question. */
class SuggestionsInTimeTest {
  private static final int PICTURES = 30;

  private final List<ImageRecord> images = new ArrayList<>(pictures());
  private final List<String> asked = new ArrayList<>();
  private final SetClock clock = new SetClock();
  private final ProductSuggestions suggestions =
      new ProductSuggestions(
          catalog(), new NoneAlike(), new Slow(), new Products(catalog()), clock);

  private static List<ImageRecord> pictures() {
    return IntStream.range(0, PICTURES)
        .mapToObj(i -> Examples.seen("demo/%02d.jpg".formatted(i), new Embedding("eyes", key(i))))
        .toList();
  }

  /** {@return an embedding by which the index knows the picture again} */
  private static String key(int picture) {
    return "AA%02d".formatted(picture);
  }

  private final class Slow implements MeaningIndex {
    @Override
    public void follow(Collection<ImageIndex.Name> some) {}

    @Override
    public boolean isKept() {
      return true;
    }

    @Override
    public NearestImages nearest(String seller, Embedding to, int most) {
      asked.add(to.vector());
      clock.pass(Duration.ofSeconds(3));
      return new NearestImages(List.of(), true);
    }

    @Override
    public NearestImages described(String seller, TextReader.Meaning text, int most) {
      throw new UnsupportedOperationException();
    }
  }

  private static class NoneAlike implements SimilarPictures {
    @Override
    public List<Similar> to(ImageRecord image) {
      return List.of();
    }

    @Override
    public List<ImageIndex.Look> looking(String seller, PictureHash hash) {
      throw new UnsupportedOperationException();
    }
  }

  /** A cursor is the key of the picture that a page ended at. */
  private Catalog catalog() {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("list")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return page((Integer) arguments[1], (String) arguments[2]);
            });
  }

  private Catalog.Page page(int limit, @Nullable String after) {
    List<ImageRecord> rest =
        images.stream()
            .filter(image -> after == null || image.picture().key().compareTo(after) > 0)
            .toList();
    return rest.size() <= limit
        ? new Catalog.Page(rest, null)
        : new Catalog.Page(rest.subList(0, limit), rest.get(limit - 1).picture().key());
  }

  @Test
  void aPartEndsBeforeTheAnswerIsTooLateAndTheNextOneGoesOnWhereItEnded() {
    int parts = 0;
    String cursor = null;
    do {
      Instant begun = clock.instant();
      ProductSuggestions.Page part = suggestions.of("demo", 100, cursor);
      assertThat(Duration.between(begun, clock.instant())).isLessThan(Duration.ofSeconds(15));
      assertThat(part.looked()).isEqualTo(3);
      cursor = part.cursor();
      parts++;
    } while (cursor != null && parts < PICTURES);

    assertThat(parts).isEqualTo(PICTURES / 3);
    assertThat(asked).isEqualTo(IntStream.range(0, PICTURES).mapToObj(i -> key(i)).toList());
  }

  @Test
  void aPictureThatMovesUpMeanwhileIsLookedAtToo() {
    ProductSuggestions leaving =
        new ProductSuggestions(
            catalog(),
            new NoneAlike() {
              @Override
              public List<Similar> to(ImageRecord image) {
                images.removeIf(other -> other.picture().key().equals("demo/00.jpg"));
                return super.to(image);
              }
            },
            new Slow(),
            new Products(catalog()),
            clock);

    ProductSuggestions.Page part = leaving.of("demo", 100, null);

    assertThat(asked).containsExactly(key(0), key(1), key(2), key(3));
    assertThat(part.looked()).isEqualTo(4);
    assertThat(part.cursor()).isEqualTo("demo/03.jpg");
  }
}

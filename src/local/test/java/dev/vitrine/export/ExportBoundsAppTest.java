package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.query.Pictures;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much of an endless catalog goes into one answer. */
@QuarkusTest
class ExportBoundsAppTest {
  private static final ImageQuery ALL = new ImageQuery("endless", null, null, null);

  @Inject Pictures pictures;

  /** Counts the images, and takes each for so many bytes. */
  private static final class Counting implements Export {
    private final int bytes;
    private int images;

    Counting(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public int add(ImageRecord image) {
      images++;
      return bytes;
    }

    @Override
    public int images() {
      return images;
    }

    @Override
    public ExportedContents contents() {
      return new ExportedContents(ExportFile.CSV);
    }

    @Override
    public String text() {
      return "";
    }
  }

  @Test
  void anAnswerHasAThousandSmallImages() {
    Counting small = new Counting(100);

    assertThat(
            Export.fill(small, endless(Export.PAGE), ALL, Export.MOST_IMAGES, null, () -> true)
                .next())
        .isEqualTo("on");
    assertThat(small.images).isEqualTo(1_000);
  }

  @Test
  void anAnswerHasFewerLargeImagesSoThatItFitsALambdaResponse() {
    Counting large = new Counting(150_000);

    Export.fill(large, endless(Export.PAGE), ALL, Export.MOST_IMAGES, null, () -> true);

    assertThat(large.images * 150_000).isBetween(4_000_000, 5_500_000);
  }

  @Test
  void stopsLookingForARareTagBeforeApiGatewayGivesUp() {
    Counting none = new Counting(100);

    assertThat(Export.fill(none, endless(0), ALL, Export.MOST_IMAGES, null, () -> true).next())
        .isEqualTo("on");
    assertThat(none.images).isZero();
  }

  @Test
  void anAnswerEndsInTimeWithTheCursorThatItHas() {
    AtomicInteger asked = new AtomicInteger();
    Counting slow = new Counting(100);

    String next =
        Export.fill(
                slow, endless(5), ALL, Export.MOST_IMAGES, null, () -> asked.incrementAndGet() < 3)
            .next();

    assertThat(next).isEqualTo("on");
    assertThat(slow.images).isEqualTo(3 * 5);
  }

  @Test
  void listedImagesThatNoAnswerCanCarryAreRefused() {
    List<ImageId> ids = Collections.nCopies(40, pictures.received("endless").imageId());
    Counting large = new Counting(150_000);

    assertThatThrownBy(() -> Export.addListed(large, found(), "endless", ids, Export.MOST_BYTES))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(413);
              assertThat(problem.code()).isEqualTo("EXPORT_TOO_LARGE");
            });
    assertThat(large.images * 150_000).isBetween(4_000_000, 5_500_000);

    Counting small = new Counting(100_000);
    Export.addListed(small, found(), "endless", ids, Export.MOST_BYTES);
    assertThat(small.images).isEqualTo(40);
  }

  /** A catalog that has every image. */
  private Catalog found() {
    ImageRecord image = pictures.received("endless");
    return catalog((proxy, method, args) -> Optional.of(image));
  }

  private static Catalog catalog(InvocationHandler handler) {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(), new Class<?>[] {Catalog.class}, handler);
  }

  /** A catalog that lists so many images with each call, and always has more. */
  private Catalog endless(int images) {
    ImageRecord image = pictures.received("endless");
    Catalog.Page page = new Catalog.Page(Collections.nCopies(images, image), "on");
    return catalog((proxy, method, args) -> page);
  }
}

package dev.vitrine.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.catalog.Tagged;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.table.ItemTooLargeException;
import dev.vitrine.tag.PictureTagger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images whose records cannot grow have a number of their own. */
class TooLargeRecordsTest {
  private static final Clock CLOCK = Clock.fixed(Examples.NOW, ZoneOffset.UTC);

  private final MemoryCatalog stored = new MemoryCatalog();

  /** {@return a catalog that lists these images, and cannot write the first of them} */
  private Catalog catalog(ImageRecord tooLarge, ImageRecord... others) {
    List<ImageRecord> all = new ArrayList<>(List.of(tooLarge));
    all.addAll(List.of(others));
    all.forEach(stored::put);
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("list")) {
                return new Catalog.Page(all, null);
              }
              if (method.getName().equals("update") && tooLarge.imageId().equals(arguments[1])) {
                throw new ItemTooLargeException(new IllegalStateException());
              }
              try {
                return method.invoke(stored, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static ImageRecord failed(String key) {
    return Examples.failed(Examples.received(key), Examples.ERROR, Examples.NOW);
  }

  @Test
  void amongThoseThatAreTriedAgain() {
    Catalog catalog =
        catalog(failed("demo/a.jpg"), failed("demo/b.jpg"), Examples.done("demo/c.jpg", "cup"));

    RetryAll.Progress progress =
        new RetryAll(catalog, new ImageStarter(input -> {}), CLOCK)
            .page(ImageQuery.all("demo"), 100, null);

    assertThat(progress).isEqualTo(new RetryAll.Progress(1, 1, 1, null));
  }

  @Test
  void amongThoseThatAreTaggedAgain() {
    Tagged model = new Tagged().scores("tag", "sneaker", 0.7);
    MemoryLessons lessons = new MemoryLessons();
    Catalog catalog =
        catalog(
            model.image("demo/a.jpg", SellerThresholds.NONE),
            model.image("demo/b.jpg", SellerThresholds.NONE));
    Retagging retagging =
        new Retagging(
            catalog,
            new PictureTagger(model, CLOCK),
            seller -> model.vocabulary,
            lessons,
            new ImageStarter(input -> {}),
            CLOCK);

    Retag applied = retagging.page("demo", true, 50, null);

    assertThat(applied.tooLarge()).isEqualTo(1);
    assertThat(applied.unchanged()).isEqualTo(1);
    assertThat(retagging.page("demo", false, 50, null).tooLarge()).isZero();
  }
}

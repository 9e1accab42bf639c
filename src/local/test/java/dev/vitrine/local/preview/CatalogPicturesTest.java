package dev.vitrine.local.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import dev.vitrine.local.preview.ModelPreview.Limits;
import dev.vitrine.render.PictureStore;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CatalogPicturesTest extends PreviewFixture {
  private static final ImageRecord RECEIVED = Examples.received("demo/1.jpg");
  private static final ImageRecord DONE = Examples.done("demo/2.jpg", "cup");

  private final AtomicInteger pages = new AtomicInteger();
  private final CountDownLatch searching = new CountDownLatch(3);

  /** {@return a catalog of this record over and over} */
  private CatalogPictures endless(ImageRecord record) {
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("list");
                  pages.incrementAndGet();
                  searching.countDown();
                  return new Catalog.Page(
                      Collections.nCopies((Integer) arguments[1], record), "on");
                });
    PictureStore noPicture =
        (PictureStore)
            Proxy.newProxyInstance(
                PictureStore.class.getClassLoader(),
                new Class<?>[] {PictureStore.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("no picture is looked at");
                });
    return new CatalogPictures(catalog, noPicture);
  }

  @Test
  void findsNoMorePicturesThanAreWanted() {
    assertThat(endless(DONE).newest(SELLER, 3, () -> true))
        .extracting(picture -> picture.imageId())
        .isEqualTo(Collections.nCopies(3, DONE.imageId().value()));
    assertThat(pages).hasValue(1);
  }

  @Test
  void aSearchAmongPicturesThatAreNotDescribedEndsWithItsPreview() throws Exception {
    preview = preview(endless(RECEIVED), Limits.OF_A_PERSON);
    start(siglip());
    assertThat(searching.await(60, TimeUnit.SECONDS)).isTrue();

    preview.close();

    TestApi.await(
        "no page is read any more",
        () -> {
          int read = pages.get();
          TimeUnit.MILLISECONDS.sleep(200);
          return pages.get() == read;
        });
    assertThat(List.of(ended().state(), opened.get())).isEqualTo(List.of("stopped", 0));
  }
}

package dev.vitrine.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  /**
   * {@return what a call lists that reads a catalog without end}
   *
   * @param page what a page takes
   */
  private static Duplicates.Page part(Duration page) {
    SetClock clock = new SetClock();
    Catalog endless =
        (Catalog)
            Proxy.newProxyInstance(
                DuplicatesTest.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> {
                  clock.pass(page);
                  return page((int) arguments[1]);
                });
    return new Duplicates(endless, new NothingAlike(), clock).of("demo", 100, null);
  }

  private static Catalog.Page page(int limit) {
    List<ImageRecord> images =
        IntStream.range(0, limit).mapToObj(i -> Examples.received("demo/" + i + ".jpg")).toList();
    return new Catalog.Page(images, "next");
  }

  @Test
  void aPartEndsEarlyWhereTheTableIsSlow() {
    assertThat(part(Duration.ofMillis(1)).looked()).isEqualTo(100);
    assertThat(part(Duration.ofMillis(300)).looked()).isEqualTo(40);
    assertThat(part(Duration.ofMillis(300)).cursor()).isEqualTo("next");
    assertThat(part(Duration.ofSeconds(9)).looked()).isEqualTo(20);
  }
}

package dev.vitrine.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageIndex.Look;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  /** Stands still but for what a page takes. */
  private static final class SlowPages extends Clock {
    private final Duration page;
    private Instant now = Examples.NOW;

    SlowPages(Duration page) {
      this.page = page;
    }

    Catalog.Page page(int limit) {
      now = now.plus(page);
      List<ImageRecord> images =
          IntStream.range(0, limit).mapToObj(i -> Examples.received("demo/" + i + ".jpg")).toList();
      return new Catalog.Page(images, "next");
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static Duplicates.Part part(Duration page) {
    SlowPages clock = new SlowPages(page);
    Catalog endless =
        (Catalog)
            Proxy.newProxyInstance(
                DuplicatesTest.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> clock.page((int) arguments[1]));
    return new Duplicates(endless, new NothingAlike(), clock).of("demo", 100, null);
  }

  private static final class NothingAlike implements SimilarPictures {
    @Override
    public List<Similar> to(ImageRecord image) {
      return List.of();
    }

    @Override
    public List<Look> looking(String seller, PictureHash hash) {
      return List.of();
    }
  }

  @Test
  void aPartEndsEarlyWhereTheTableIsSlow() {
    assertThat(part(Duration.ofMillis(1)).looked()).isEqualTo(100);
    assertThat(part(Duration.ofMillis(300)).looked()).isEqualTo(40);
    assertThat(part(Duration.ofMillis(300)).cursor()).isEqualTo("next");
    assertThat(part(Duration.ofSeconds(9)).looked()).isEqualTo(20);
  }
}

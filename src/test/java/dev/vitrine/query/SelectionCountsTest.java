package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.query.SelectionCounts.Counted;
import dev.vitrine.vocabulary.TagLabel;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SelectionCountsTest {
  private static final ImageQuery CUPS = new ImageQuery("demo", null, new TagLabel("cup"), null);
  private static final Card CUP =
      Card.of(Examples.finished(Examples.described(Examples.received("demo/1.jpg"), "cup")));

  private final SetClock clock = new SetClock();
  private int pages;

  /** {@return a catalog in which every page is full and takes some time} */
  private Catalog catalog(int last, Duration each) {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("cards");
              pages++;
              clock.pass(each);
              int limit = (Integer) arguments[1];
              return new Catalog.Cards(
                  Collections.nCopies(limit, CUP), pages == last ? null : "on");
            });
  }

  private Counted counted(int last, Duration each) {
    return new SelectionCounts(catalog(last, each), clock, 1).of(CUPS);
  }

  @Test
  void allImagesOfASelectionAreCountedUpToTwoThousand() {
    Counted whole = counted(20, Duration.ZERO);

    assertThat(whole.images()).isEqualTo(2_000);
    assertThat(whole.whole()).isTrue();
    assertThat(whole.values()).containsEntry(new Facet.Key("tag", "cup"), 2_000L);
    assertThat(whole.byStatus())
        .containsEntry(ImageStatus.DONE, 2_000L)
        .containsEntry(ImageStatus.FAILED, 0L);
  }

  @Test
  void ofMoreTheCountsAreLowerBounds() {
    Counted some = counted(21, Duration.ZERO);

    assertThat(some.images()).isEqualTo(2_000);
    assertThat(some.whole()).isFalse();
    assertThat(pages).isEqualTo(20);
  }

  @Test
  void theQueriesOfACallShareItsTime() {
    SelectionCounts counts = new SelectionCounts(catalog(50, Duration.ofMillis(700)), clock, 3);

    assertThat(counts.of(CUPS).images()).as("1.3 s of 4").isEqualTo(200);
    assertThat(counts.of(CUPS).images()).as("1.3 s of the other 2.6").isEqualTo(200);
    assertThat(counts.of(CUPS).images()).as("what is left").isEqualTo(200);
  }

  @Test
  void noPageIsBegunWhenTheTimeIsOver() {
    SelectionCounts counts = new SelectionCounts(catalog(50, Duration.ofSeconds(5)), clock, 2);

    assertThat(counts.of(CUPS).images()).isEqualTo(100);
    Counted late = counts.of(CUPS);

    assertThat(late.images()).isZero();
    assertThat(late.whole()).isFalse();
    assertThat(pages).isEqualTo(1);
  }
}

package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.export.ExportReceipts.Receipt;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.vocabulary.TagLabel;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the images of an answer are marked as exported. The events are missing here. */
class ExportLogTest {
  private final ExportedContents contents = new ExportedContents(ExportFile.CSV);
  private final List<ImageId> images =
      IntStream.range(0, 12)
          .mapToObj(i -> Examples.done("demo/" + i + ".jpg", "cup"))
          .peek(contents::add)
          .map(image -> image.imageId())
          .toList();

  private final Map<String, Receipt> kept = new HashMap<>();
  private final ExportReceipts receipts =
      new ExportReceipts() {
        @Override
        public String keep(String seller, Receipt receipt) {
          String id = seller + kept.size();
          kept.put(id, receipt);
          return id;
        }

        @Override
        public Optional<Receipt> find(String seller, String id) {
          return Optional.ofNullable(kept.get(id));
        }
      };

  @Test
  void eachIsMarkedOnceAndFourAtATimeUntilTheCallersDeadline() {
    CyclicBarrier four = new CyclicBarrier(4);
    Queue<ImageId> marked = new ConcurrentLinkedQueue<>();

    ExportLog log =
        log(
            id -> {
              await(four);
              assertThat(Deadline.isNearerThan(Duration.ofMinutes(1))).isTrue();
              marked.add(id);
            });

    String receipt = log.keep("demo", Examples.NOW, contents).get(0);
    assertThat(marked).as("before the file has arrived").isEmpty();
    assertThat(Deadline.within(60_000, () -> log.confirm("demo", receipt))).isTrue();
    assertThat(marked).containsExactlyInAnyOrderElementsOf(images);
  }

  @Test
  void oneThatTheTableDoesNotTakeKeepsNoOtherFromBeingMarked() {
    Queue<ImageId> marked = new ConcurrentLinkedQueue<>();
    ExportLog log =
        log(
            id -> {
              if (id.equals(images.get(7))) {
                throw new TableUnavailableException("too busy", null);
              }
              marked.add(id);
            });

    String receipt = log.keep("demo", Examples.NOW, contents).get(0);
    assertThatThrownBy(() -> log.confirm("demo", receipt))
        .isInstanceOf(TableUnavailableException.class);

    assertThat(marked).hasSize(images.size() - 1).doesNotContain(images.get(7));
  }

  @Test
  void aReceiptIsOfNoMoreImagesThanAreMarkedInTime() {
    ExportedContents many = new ExportedContents(ExportFile.CSV);
    IntStream.range(0, 1_001)
        .mapToObj(i -> Examples.done("demo/" + i + ".jpg", "cup"))
        .forEach(many::add);

    assertThat(log(id -> {}).keep("demo", Examples.NOW, many)).hasSize(2);

    assertThat(kept.values())
        .extracting(receipt -> receipt.contents().size())
        .containsExactlyInAnyOrder(1_000, 1);
  }

  @Test
  void nobodyKeepsAReceiptOfNothing() {
    assertThat(log(id -> {}).keep("demo", Examples.NOW, new ExportedContents(ExportFile.CSV)))
        .isEmpty();
  }

  @Test
  void aPictureThatIsStillWorkedOnDoesNotCountAsExported() {
    ExportedContents some = new ExportedContents(ExportFile.CSV);
    some.add(Examples.received("demo/cup.jpg"));
    some.add(Examples.described(Examples.received("demo/mug.jpg"), "mug"));

    assertThat(some.portions(9)).isEmpty();
  }

  @Test
  void aPictureIsMarkedWithEachFileUntilItChanges() {
    ImageRecord cup = Examples.done("demo/cup.jpg", "cup");
    ImageRecord inShop = cup.with(mark(cup, ExportFile.SHOPIFY));
    assertThat(news(inShop, ExportFile.SHOPIFY)).isNull();

    ImageRecord inBoth = inShop.with(mark(inShop, ExportFile.CSV));
    assertThat(news(inBoth, ExportFile.CSV)).isNull();
    assertThat(news(inBoth, ExportFile.SHOPIFY)).isNull();

    ImageRecord tagged =
        inBoth.with(inBoth.corrections().tagAdded(new TagLabel("saucer"), Examples.NOW));
    ImageRecord inCsv = tagged.with(mark(tagged, ExportFile.CSV));
    assertThat(news(inCsv, ExportFile.CSV)).isNull();
    assertThat(news(inCsv, ExportFile.SHOPIFY)).as("the shop has old tags").isNotNull();
  }

  @Test
  void whatCanNeverBeMarkedIsNoReasonToTryAgain() {
    Queue<ImageId> marked = new ConcurrentLinkedQueue<>();
    ExportLog log =
        log(
            id -> {
              if (id.equals(images.get(0))) {
                throw new IllegalArgumentException("unreadable");
              }
              marked.add(id);
            });

    String receipt = log.keep("demo", Examples.NOW, contents).get(0);
    assertThatThrownBy(() -> log.confirm("demo", receipt))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("unreadable");

    assertThat(marked).hasSize(images.size() - 1);
  }

  @Test
  void aPictureThatIsInTheBinByThenCountsAsExportedWhenItIsRestored() {
    MemoryCatalog catalog = new MemoryCatalog();
    ImageRecord cup = catalog.put(Examples.done("demo/cup.jpg", "cup"));
    ExportedContents one = new ExportedContents(ExportFile.CSV);
    one.add(cup);
    ExportLog log = new ExportLog(catalog, receipts, null);
    String receipt = log.keep("demo", Examples.NOW, one).get(0);
    catalog.putIntoBin("demo", cup.imageId(), Examples.NOW);

    assertThat(log.confirm("demo", receipt)).isTrue();

    ImageRecord restored = catalog.restore("demo", cup.imageId()).orElseThrow();
    assertThat(news(restored, ExportFile.CSV)).isNull();
  }

  /** {@return what a receipt would have of the image; null if it would not name it} */
  private static String news(ImageRecord image, ExportFile file) {
    ExportedContents one = new ExportedContents(file);
    one.add(image);
    return one.portions(9).stream()
        .map(portion -> portion.get(image.imageId().value()))
        .findFirst()
        .orElse(null);
  }

  private static ExportMark mark(ImageRecord image, ExportFile file) {
    return ExportMark.of(file, Examples.NOW, news(image, file));
  }

  private static void await(CyclicBarrier four) {
    try {
      four.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("four are not marked at once", e);
    }
  }

  private ExportLog log(Consumer<ImageId> updated) {
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("update");
                  updated.accept((ImageId) arguments[1]);
                  return Optional.of(Examples.received("demo/a.jpg"));
                });
    return new ExportLog(catalog, receipts, null);
  }
}

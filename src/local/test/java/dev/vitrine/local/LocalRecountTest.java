package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.catalog.PointerKinds;
import dev.vitrine.upload.NoUploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalRecountTest {
  private static final String[] ALL = {"a null", "a 1", "b null", "b 1", "c null", "c 1"};

  @TempDir Path folder;

  private final Parts index = new Parts();
  private Path mark;

  @BeforeEach
  void mark() {
    mark = folder.resolve("index-content");
  }

  @Test
  void allImagesOfAllSellersAreNamedOnce() throws Exception {
    recounted();
    recounted();

    assertThat(index.asked).containsExactly(ALL);
  }

  @Test
  void aHomeOfAnEarlierReleaseIsRecounted() throws Exception {
    Files.writeString(mark, "1");

    recounted();

    assertThat(index.asked).containsExactly(ALL);
  }

  /** The table is away at first, and again in the middle. */
  @Test
  void itGoesOnWhereItBrokeOff() throws Exception {
    index.failing = List.of(0, 3);

    recounted();

    assertThat(index.asked).containsExactly(ALL);
  }

  @Test
  void theNextStartGoesOnWhereAStopWas() throws Exception {
    index.waitsAt = "b null";
    LocalRecount stopped = recount();
    stopped.start();
    index.reached.await();
    Thread stop = new Thread(() -> closed(stopped));
    stop.start();
    while (stop.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    index.mayGoOn.countDown();
    stop.join();
    assertThat(index.asked).containsExactly("a null", "a 1", "b null");

    recounted();

    assertThat(index.asked).containsExactly(ALL);
  }

  /** Homes of earlier releases have what they had, until they are recounted. */
  @Test
  void theContentIsRaisedWithEveryChangeOfThePointers() {
    String place = "2026-11-24T09:00:01.000Z#2c72cb4y3x3dw6d2b5nnq52g2y";

    assertThat(LocalRecount.CONTENT).as("the content of what follows").isEqualTo("3");
    assertThat(PointerKinds.examples())
        .as("what the index has of an image; raise the content with it")
        .isEqualTo(
            Map.of(
                "attribute", "white at " + place + ", counted",
                "tag", "cup at " + place + ", counted",
                "vitrine-look", "0:e1b4 at " + place + "#e1b4873c4e96c3b0",
                "vitrine-name", "all at img_212\u0001jpg#" + place,
                "vitrine-product", "mug at " + place,
                "vitrine-status", "failed at " + place,
                "vitrine-work", "needs-you at " + place + ", counted"));
  }

  private void recounted() throws Exception {
    LocalRecount recount = recount();
    recount.start();
    while (!isDone()) {
      Thread.onSpinWait();
    }
    recount.close();
  }

  private boolean isDone() throws IOException {
    return Files.exists(mark) && Files.readString(mark).equals(LocalRecount.CONTENT);
  }

  private LocalRecount recount() {
    return new LocalRecount(index, new TwoPagesOfSellers(), mark, Duration.ofMillis(1));
  }

  private static void closed(LocalRecount recount) {
    try {
      recount.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class TwoPagesOfSellers extends NoUploads {
    @Override
    public List<String> sellers(@Nullable String after) {
      return List.of("a", "b", "c").stream()
          .filter(seller -> after == null || seller.compareTo(after) > 0)
          .limit(2)
          .toList();
    }
  }

  /** Two parts of each seller. */
  private static final class Parts implements ImageIndex {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch mayGoOn = new CountDownLatch(1);
    volatile List<Integer> failing = List.of();
    volatile @Nullable String waitsAt;
    private int calls;

    @Override
    public Page recount(String seller, @Nullable String cursor) {
      if (failing.contains(calls++)) {
        throw new IllegalStateException("the table is away");
      }
      String part = seller + " " + cursor;
      if (part.equals(waitsAt)) {
        reached.countDown();
        awaitUninterruptibly();
      }
      asked.add(part);
      return new Page(100, cursor == null ? "1" : null);
    }

    private void awaitUninterruptibly() {
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void follow(Collection<Name> images) {
      throw new AssertionError("the stream does it");
    }
  }
}

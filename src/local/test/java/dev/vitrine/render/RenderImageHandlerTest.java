package dev.vitrine.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.TestContext;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.upload.UploadConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * However many large pictures come at once, no more of them are fetched than there is memory for.
 * The bucket is missing here; {@code DeletedOnItsWayTest} renders from one.
 */
class RenderImageHandlerTest {
  private static final int SIDE = 700;
  private static final int LONGEST_WAIT_SECONDS = 20;

  /** A quarter of it, room for one file, is for originals. */
  private static final long BUDGET = 8 << 20;

  /** A store that answers when it is told to. */
  private static final class SlowStore implements PictureStore {
    private final byte[] original = bmp();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch answers = new CountDownLatch(1);

    @Override
    public ObjectDetails details(String bucket, String key, @Nullable String versionId) {
      return new ObjectDetails(original.length, Map.of());
    }

    @Override
    public byte[] read(String bucket, String key, @Nullable String versionId) {
      begun.incrementAndGet();
      try {
        assertThat(answers.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return original;
    }

    @Override
    public void writeJpeg(String bucket, String key, byte[] jpeg) {}

    @Override
    public void writePng(String bucket, String key, byte[] png) {}
  }

  @Test
  @Timeout(60)
  void fetchesAnOriginalOnlyWhenThereIsRoomForIt() throws Exception {
    SlowStore store = new SlowStore();
    RenderImageHandler handler =
        new RenderImageHandler(
            store,
            Settings.atDefaults(UploadConfig.class),
            Settings.atDefaults(RenderConfig.class),
            new MemoryBudget(BUDGET));
    List<Thread> threads = new ArrayList<>();
    List<RenderImageResult> results = Collections.synchronizedList(new ArrayList<>());
    for (String name : List.of("first", "second", "third")) {
      Thread thread = new Thread(() -> results.add(render(handler, name)), name);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      awaitWaiting(thread);
    }

    assertThat(store.begun).hasValue(1);
    store.answers.countDown();
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(LONGEST_WAIT_SECONDS).toMillis());
    }
    assertThat(results).hasSize(3).hasOnlyElementsOfType(RenderImageResult.Rendered.class);
    assertThat(store.begun).hasValue(3);
  }

  /** Each of them ends up waiting: one for the store, the others for memory. */
  private static void awaitWaiting(Thread thread) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(LONGEST_WAIT_SECONDS).toNanos();
    while (!EnumSet.of(State.WAITING, State.TIMED_WAITING).contains(thread.getState())) {
      assertThat(System.nanoTime()).as(thread.getName() + " does not wait").isLessThan(end);
      Thread.sleep(5);
    }
  }

  private static RenderImageResult render(RenderImageHandler handler, String name) {
    PictureRef picture =
        PictureRef.of("bucket", "demo/" + name + ".bmp", null, Revision.ofSequencer("01"));
    return handler.handleRequest(
        new RenderImageHandler.Request(picture, null), TestContext.A_MINUTE);
  }

  private static byte[] bmp() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB), "bmp", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

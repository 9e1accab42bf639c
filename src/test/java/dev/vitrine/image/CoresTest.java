package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.decode.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoresTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void areNoMoreThanTheProcessorHas() throws Exception {
    List<Cores.Core> all = takeAll();
    CompletableFuture<Cores.Core> waiting = CompletableFuture.supplyAsync(Cores::take);
    assertThat(waiting).isNotDone();

    all.get(0).close();

    waiting.get(30, TimeUnit.SECONDS).close();
    all.subList(1, CORES).forEach(Cores.Core::close);
  }

  @Test
  void areNotHeldByADecodingThatWaitsForMemory() throws Exception {
    MemoryBudget memory = new MemoryBudget(64 << 20);
    MemoryBudget.Share allMemory = memory.take(memory.bytes());
    PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT, memory);
    CompletableFuture<Void> decoding = new CompletableFuture<>();
    Thread thread = new Thread(() -> decode(decoder, decoding));
    thread.start();
    awaitWaiting(thread);

    takeAll().forEach(Cores.Core::close);

    assertThat(decoding).isNotDone();
    allMemory.close();
    decoding.get(30, TimeUnit.SECONDS);
  }

  private static List<Cores.Core> takeAll() throws Exception {
    List<Cores.Core> all = new ArrayList<>();
    for (int i = 0; i < CORES; i++) {
      all.add(CompletableFuture.supplyAsync(Cores::take).get(30, TimeUnit.SECONDS));
    }
    return all;
  }

  private static void decode(PictureDecoder decoder, CompletableFuture<Void> done) {
    try {
      decoder.decode(Pictures.jpeg(Pictures.coffee()));
      done.complete(null);
    } catch (UnreadableImageException e) {
      done.completeExceptionally(e);
    }
  }

  private static void awaitWaiting(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.sleep(5);
    }
  }
}

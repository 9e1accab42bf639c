package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vitrine.local.hub.ModelSupply.Status;
import dev.vitrine.local.hub.ModelSupply.SupplyState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ModelSupplyTest {
  private static final String NAME = "ViT-B-16-SigLIP2__webli";

  @TempDir Path home;

  private final LoopbackHub hub = LoopbackHub.withModel();
  private final BlockingQueue<String> terminal = new LinkedBlockingQueue<>();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final ModelChoice.Published choice =
      new ModelChoice.Published(KnownModels.clip().preferred(), ModelChoice.NEWEST);

  private ModelSupply supply(ModelSupply.Access access) {
    return new ModelSupply(access, home, null, FetchFixture.ENOUGH, terminal::add);
  }

  /** The last line that a supply writes; the others go to {@link #lines}. */
  private String lastLine() throws InterruptedException {
    String line = terminal.poll(20, TimeUnit.SECONDS);
    while (line != null && line.startsWith("Fetching ")) {
      lines.add(line);
      line = terminal.poll(20, TimeUnit.SECONDS);
    }
    return String.valueOf(line);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void handsOverACompleteModelAndSaysHowFarItIs() throws Exception {
    ModelSupply supply = supply(() -> hub.access(null));
    BlockingQueue<Path> opened = new LinkedBlockingQueue<>();
    assertFalse(supply.has(choice));

    assertTrue(supply.start(choice, opened::add));

    assertEquals(NAME + " is in use.", lastLine());
    assertEquals(home.resolve(NAME), opened.poll());
    assertTrue(supply.has(choice));
    Status status = supply.status().orElseThrow();
    assertEquals(SupplyState.READY, status.state());
    assertEquals(status.of(), status.bytes());
    assertTrue(lines.size() > 1 && lines.size() <= 21, lines::toString);
    assertTrue(lines.contains("Fetching " + NAME + ": 100 % (0 of 0 MB)"), lines::toString);
  }

  @Test
  void saysInOneLineWhyThereIsNoModel() throws Exception {
    hub.apiTroubles.add(new LoopbackHub.Trouble.Status(404));
    ModelSupply supply = supply(() -> hub.access(null));

    supply.start(choice, folder -> {});

    String line = lastLine();
    assertEquals("127.0.0.1 has no immich-app/" + NAME + " at main (404).", line);
    Status status = supply.status().orElseThrow();
    assertEquals(List.of(SupplyState.FAILED, line), List.of(status.state(), status.message()));
  }

  @Test
  void saysThatAModelCannotBeOpened() throws Exception {
    ModelSupply supply = supply(() -> hub.access(null));

    supply.start(
        choice,
        folder -> {
          throw new IllegalStateException("its tokenizer has no pad token");
        });

    assertEquals(NAME + " cannot be used: its tokenizer has no pad token", lastLine());
    assertEquals(SupplyState.FAILED, supply.status().orElseThrow().state());
  }

  @Test
  void saysThatThereWasNoMemoryToOpenAModelAndLetsItBeTriedAgain() throws Exception {
    ModelSupply supply = supply(() -> hub.access(null));

    supply.start(
        choice,
        folder -> {
          throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        });

    assertEquals(NAME + " cannot be used: Cannot reserve direct buffer memory", lastLine());
    assertFalse(supply.isUnderWay());
    assertTrue(supply.start(choice, folder -> {}));
    assertEquals(NAME + " is in use.", lastLine());
  }

  @Test
  void suppliesOneModelAtATime() throws Exception {
    ModelSupply supply = supply(() -> hub.access(null));
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    supply.start(
        choice,
        folder -> {
          opening.countDown();
          go.await();
        });
    assertTrue(opening.await(20, TimeUnit.SECONDS));
    assertEquals(SupplyState.OPENING, supply.status().orElseThrow().state());

    assertFalse(supply.start(choice, folder -> {}));

    go.countDown();
    assertEquals(NAME + " is in use.", lastLine());
  }

  @Test
  void stopsAFetchThatNobodyWaitsForAndGoesOnLater() throws Exception {
    hub.trouble("visual/model.onnx", new LoopbackHub.Trouble.Silence());
    ModelSupply supply =
        supply(() -> HubAccess.of(Map.of("HF_ENDPOINT", hub.address().toString())));
    supply.start(choice, folder -> {});
    for (int i = 0; i < 2_000 && hub.asked("visual/model.onnx") == 0; i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    supply.close();

    assertEquals("The fetch was stopped; it goes on at the next start.", lastLine());
    ModelSupply next = supply(() -> hub.access(null));
    next.start(choice, folder -> {});
    assertEquals(NAME + " is in use.", lastLine());
  }
}

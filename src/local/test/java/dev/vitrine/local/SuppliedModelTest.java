package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.florence.FlorenceCaptioner;
import dev.vitrine.local.florence.TinyFlorence;
import dev.vitrine.local.hub.FetchFailedException;
import dev.vitrine.local.hub.FetchFixture;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.local.hub.HubAccess;
import dev.vitrine.local.hub.KnownModels;
import dev.vitrine.local.hub.ModelSupply;
import dev.vitrine.local.hub.StaticHub;
import dev.vitrine.query.About;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The captioner's supply, against a loopback hub that has a tiny Florence-2. */
@Timeout(60)
class SuppliedModelTest {
  private static final String NAME = "florence-2-base";
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private final List<String> used = new ArrayList<>();

  private ModelSupply supply(String hub) {
    return supply(hub, folder, FetchFixture.ENOUGH, line -> {});
  }

  private static ModelSupply supply(
      String hub, Path home, FreeSpace space, Consumer<String> terminal) {
    return new ModelSupply(
        () -> HubAccess.of(Map.of("HF_ENDPOINT", hub)), home, null, space, terminal);
  }

  private SuppliedModel model(String setting, ModelSupply supply) {
    return model(setting, folder, supply, this::open);
  }

  private static SuppliedModel model(
      String setting, Path home, ModelSupply supply, SuppliedModel.Use use) {
    var task =
        new SuppliedModel.Task("VITRINE_CAPTIONER", KnownModels.captioner(), "writes captions");
    return new SuppliedModel(task, setting, home, "ordered", supply, use);
  }

  private void open(Path files, String name) throws UnusableModelException {
    FlorenceCaptioner.open(files, name, folder.resolve("cache"), FlorenceCaptioner.PATIENCE)
        .close();
    used.add(name);
  }

  @Test
  void anOfferIsOrderedOnceAndUsedAgainAtTheNextStart() throws Exception {
    ModelSupply first = supply(StaticHub.of(TinyFlorence.folder()));
    SuppliedModel model = model("", first);
    model.begin();
    About.Download offer = model.download().orElseThrow();
    assertThat(offer.state()).isEqualTo("offered");
    assertThat(offer.model()).isEqualTo(NAME);
    assertThat(offer.of()).isEqualTo(1_090_000_000);
    assertThat(offer.memory()).isEqualTo(1600L << 20);

    model.fetch(true);
    first.await(LONG);

    assertThat(model.download().orElseThrow().state()).isEqualTo("ready");
    assertThat(model.fetch(true).orElseThrow().state()).isEqualTo("ready");
    assertThat(Files.readString(folder.resolve("ordered"))).isEqualTo(NAME);

    SuppliedModel restarted = model("", supply("http://127.0.0.1:9"));
    restarted.begin();

    assertThat(restarted.download().orElseThrow().state()).isEqualTo("ready");
    assertThat(used).containsExactly(NAME, NAME);
  }

  @Test
  void aModelThatIsOnlyFetchedWaitsUntilSomebodyUsesIt() throws Exception {
    ModelSupply first = supply(StaticHub.of(TinyFlorence.folder()));
    SuppliedModel model = model("", first);
    assertThat(model.unused()).isEmpty();

    model.fetch(false);
    assertThat(Files.readAllLines(folder.resolve("ordered"))).containsExactly(NAME, "not used");
    first.await(LONG);

    assertThat(model.download().orElseThrow().state()).isEqualTo("fetched");
    assertThat(model.fetch(false).orElseThrow().state()).isEqualTo("fetched");
    assertThat(used).isEmpty();
    SuppliedModel restarted = model("", supply("http://127.0.0.1:9"));
    restarted.begin();
    assertThat(restarted.download().orElseThrow().state()).isEqualTo("fetched");
    assertThat(restarted.unused().orElseThrow().files().whole()).isEqualTo(folder.resolve(NAME));
    assertThat(used).isEmpty();

    ModelSupply second = supply("http://127.0.0.1:9");
    SuppliedModel decided = model("", second);
    decided.fetch(true);
    second.await(LONG);

    assertThat(decided.download().orElseThrow().state()).isEqualTo("ready");
    assertThat(decided.unused()).isEmpty();
    assertThat(used).containsExactly(NAME);
  }

  /** As while a preview has the model in memory. */
  @Test
  void memoryIsFreedBeforeItIsComparedWithWhatTheModelNeeds() throws Exception {
    ModelSupply first = supply(StaticHub.of(TinyFlorence.folder()));
    model("", first).fetch(false);
    first.await(LONG);
    AtomicLong free = new AtomicLong();
    ModelSupply crowded = supply("http://127.0.0.1:9", folder, memory(free), line -> {});
    SuppliedModel model =
        model(
            "",
            folder,
            crowded,
            new SuppliedModel.Use() {
              @Override
              public void makeRoom() {
                free.set(1L << 40);
              }

              @Override
              public void open(Path files, String name) throws UnusableModelException {
                SuppliedModelTest.this.open(files, name);
              }
            });

    model.fetch(true);
    crowded.await(LONG);

    assertThat(model.download().orElseThrow().message()).isNull();
    assertThat(used).containsExactly(NAME);
  }

  private static FreeSpace memory(AtomicLong free) {
    return new FreeSpace() {
      @Override
      public long disk(Path folder) {
        return 1L << 40;
      }

      @Override
      public long memory() {
        return free.get();
      }
    };
  }

  @Test
  void aFetchThatWasCutGoesOnAtTheNextStartAndItsModelIsNotUsed() throws Exception {
    ModelSupply away = supply("http://127.0.0.1:9");
    model("", away).fetch(false);
    away.await(LONG);
    assertThat(away.status().orElseThrow().state()).isEqualTo(ModelSupply.SupplyState.FAILED);

    ModelSupply back = supply(StaticHub.of(TinyFlorence.folder()));
    SuppliedModel restarted = model("", back);
    restarted.begin();
    back.await(LONG);

    assertThat(restarted.download().orElseThrow().state()).isEqualTo("fetched");
    assertThat(folder.resolve("ordered")).doesNotExist();
    assertThat(used).isEmpty();
  }

  @Test
  void aModelIsOnItsWayWhileItIsFetchedToBeUsed() throws Exception {
    for (boolean isUsed : new boolean[] {false, true}) {
      Path home = folder.resolve("used " + isUsed);
      BlockingQueue<Boolean> seen = new LinkedBlockingQueue<>();
      List<SuppliedModel> fetched = new ArrayList<>();
      ModelSupply supply =
          supply(
              StaticHub.of(TinyFlorence.folder()),
              home,
              FetchFixture.ENOUGH,
              line -> seen.add(fetched.get(0).isOnItsWay()));
      SuppliedModel model = model("", home, supply, this::open);
      fetched.add(model);
      assertThat(model.isOnItsWay()).isFalse();

      model.fetch(isUsed);
      supply.await(LONG);

      assertThat(seen).hasSizeGreaterThan(1).first().isEqualTo(isUsed);
      assertThat(model.isOnItsWay()).isFalse();
    }
  }

  @Test
  void aModelThatIsDamagedBeforeItsPreviewIsFetchedAgain() throws Exception {
    ModelSupply supply = supply(StaticHub.of(TinyFlorence.folder()));
    SuppliedModel model = model("", supply);
    model.fetch(false);
    supply.await(LONG);
    Path file = folder.resolve(NAME).resolve("config.json");
    byte[] right = Files.readAllBytes(file);
    Files.writeString(file, "{}");

    assertThatThrownBy(() -> model.unused().orElseThrow().files().whole())
        .isInstanceOf(FetchFailedException.class)
        .hasMessage("config.json of " + NAME + " is damaged.");

    assertThat(model.download().orElseThrow().state()).isEqualTo("failed");
    model.fetch(false);
    supply.await(LONG);
    assertThat(model.download().orElseThrow().state()).isEqualTo("fetched");
    assertThat(file).hasBinaryContent(right);
  }

  /** As when memory runs out while labels are read ahead. */
  @Test
  void aModelThatIsInUseIsReadyThoughItFailsAtWhatItDoesAhead() throws Exception {
    for (Throwable failure : List.of(new IllegalStateException(), new OutOfMemoryError())) {
      Path home = folder.resolve(failure.getClass().getSimpleName());
      ModelSupply supply =
          supply(StaticHub.of(TinyFlorence.folder()), home, FetchFixture.ENOUGH, line -> {});
      SuppliedModel model = model("", home, supply, failingAhead(failure));

      model.fetch(true);
      supply.await(LONG);

      assertThat(model.download().orElseThrow().state()).isEqualTo("ready");
      assertThat(model.download().orElseThrow().message()).isNull();
    }
    assertThat(used).containsExactly(NAME, NAME);
  }

  private SuppliedModel.Use failingAhead(Throwable failure) {
    return new SuppliedModel.Use() {
      @Override
      public void open(Path files, String name) throws UnusableModelException {
        SuppliedModelTest.this.open(files, name);
      }

      @Override
      public void warmUp() {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    };
  }

  @Test
  void aFolderThatHoldsNoModelLeavesTheStandInAtWork() throws Exception {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"blip\"}");
    SuppliedModel model = model(folder.toString(), supply("http://127.0.0.1:9"));

    model.begin();

    assertThat(used).isEmpty();
    assertThat(model.download()).isEmpty();
    assertThat(model.fetch(true)).isEmpty();
    assertThat(model.unused()).isEmpty();
  }

  @Test
  void whatAPersonDecidedIsNotOfferedAgain() throws Exception {
    for (String setting : List.of("off", TinyFlorence.folder().toString(), "florence-3")) {
      SuppliedModel model = model(setting, supply("http://127.0.0.1:9"));

      model.begin();

      assertThat(model.download()).isEmpty();
    }
    assertThat(used).containsExactly(TinyFlorence.NAME);
  }
}

package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vitrine.local.hub.LoopbackHub.Seen;
import dev.vitrine.local.hub.LoopbackHub.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ModelFetchTest {
  private static final String VISUAL = "visual/model.onnx";
  private static final Room ENOUGH = room(1L << 40, 1L << 40);

  @TempDir Path home;

  private final LoopbackHub hub = LoopbackHub.withModel();
  private final ModelChoice.Published choice =
      new ModelChoice.Published(KnownModels.clip().preferred(), ModelChoice.NEWEST);
  private final List<Long> progress = new ArrayList<>();

  @AfterEach
  void close() {
    hub.close();
  }

  private static Room room(long disk, long memory) {
    return new Room() {
      @Override
      public long disk(Path folder) {
        return disk;
      }

      @Override
      public long memory() {
        return memory;
      }
    };
  }

  private Path obtain() throws Exception {
    return obtain(null, ENOUGH, null);
  }

  private Path obtain(@Nullable String token, Room room, @Nullable Path own) throws Exception {
    ModelFolders folders = new ModelFolders(home.resolve("hub"), own);
    return new ModelFetch(hub.access(token), folders, room)
        .obtain(choice, (bytes, of) -> progress.add(bytes));
  }

  private String failure() {
    return assertThrows(FetchFailedException.class, this::obtain).getMessage();
  }

  private void assertWhole(Path folder) throws IOException {
    for (String path : List.of("config.json", VISUAL, "textual/model.onnx")) {
      assertArrayEquals(hub.file(path), Files.readAllBytes(folder.resolve(path)), path);
    }
    assertEquals(List.of(), ModelFolders.damaged(folder));
  }

  @Test
  void fetchesTheModelsFilesAndPinsTheirRevision() throws Exception {
    Path folder = obtain();

    assertWhole(folder);
    assertEquals(home.resolve("hub/ViT-B-16-SigLIP2__webli"), folder);
    assertFalse(Files.exists(folder.resolve("README.md")));
    assertFalse(Files.exists(folder.resolve("visual/fp16")));
    Manifest manifest = Manifest.in(folder).orElseThrow();
    assertEquals(LoopbackHub.FIRST_COMMIT, manifest.commit());
    for (HubFile file : manifest.files()) {
      assertEquals(LoopbackHub.sha256(hub.file(file.path())), file.sha256());
    }
    assertEquals(manifest.bytes(), progress.get(progress.size() - 1));
    assertEquals(progress.stream().sorted().toList(), progress);
  }

  @Test
  void asksNobodyOnceAModelIsThere() throws Exception {
    obtain();
    hub.seen.clear();
    hub.moveMainTo(LoopbackHub.SECOND_COMMIT);

    Path folder = obtain();

    assertTrue(hub.seen.isEmpty());
    assertEquals(LoopbackHub.FIRST_COMMIT, Manifest.in(folder).orElseThrow().commit());
  }

  @Test
  void goesOnWhereACutLeftIt() throws Exception {
    hub.trouble(VISUAL, new Trouble.Cut(20_000), new Trouble.Cut(15_000));

    assertWhole(obtain());

    List<String> ranges =
        hub.seen.stream()
            .filter(one -> one.server().equals("cdn") && one.path().endsWith(VISUAL))
            .map(one -> String.valueOf(one.range()))
            .toList();
    assertEquals(List.of("null", "bytes=20000-", "bytes=35000-"), ranges);
  }

  @Test
  void beginsAnewWhereTheServerKnowsNoRanges() throws Exception {
    hub.trouble(VISUAL, new Trouble.Cut(20_000), new Trouble.NoRanges());

    assertWhole(obtain());
  }

  @Test
  void goesOnAtTheNextStartWithTheRevisionOfTheFirst() throws Exception {
    hub.trouble(VISUAL, new Trouble.Cut(20_000), new Trouble.Cut(0), new Trouble.Cut(0));
    hub.trouble(VISUAL, new Trouble.Cut(0));
    assertTrue(failure().contains("cannot be reached or broke off"));
    assertFalse(Files.exists(home.resolve("hub/ViT-B-16-SigLIP2__webli")));
    hub.moveMainTo(LoopbackHub.SECOND_COMMIT);
    long before = hub.asked("config.json");

    Path folder = obtain();

    assertWhole(folder);
    assertEquals(LoopbackHub.FIRST_COMMIT, Manifest.in(folder).orElseThrow().commit());
    assertEquals(before, hub.asked("config.json"), "what is there is not fetched again");
  }

  @Test
  void sendsTheTokenToTheHubAlone() throws Exception {
    obtain("hf_secret", ENOUGH, null);

    assertTrue(hub.seen.stream().anyMatch(one -> one.server().equals("cdn")));
    for (Seen one : hub.seen) {
      if (one.server().equals("hub")) {
        assertEquals("Bearer hf_secret", one.token());
      } else {
        assertNull(one.token(), one.path());
      }
    }
    assertFalse(hub.access("hf_secret").toString().contains("hf_secret"));
  }

  @Test
  void fetchesAFileThatCameWrongOnceMore() throws Exception {
    hub.trouble(VISUAL, new Trouble.Wrong());

    assertWhole(obtain());
  }

  @Test
  void usesNothingOfAFileThatComesWrongTwice() {
    hub.trouble(VISUAL, new Trouble.Wrong(), new Trouble.Wrong());

    assertTrue(failure().contains("visual/model.onnx of immich-app/ViT-B-16-SigLIP2__webli came"));
    assertFalse(Files.exists(home.resolve("hub/ViT-B-16-SigLIP2__webli")));
  }

  @Test
  void saysWhatToDoWhenTheHubRefuses() {
    hub.apiTroubles.add(new Trouble.Status(401));
    assertEquals(
        "127.0.0.1 does not give out immich-app/ViT-B-16-SigLIP2__webli at main (401)."
            + " Set HF_TOKEN to a token that may read it.",
        failure());

    hub.apiTroubles.add(new Trouble.Status(404));
    assertEquals("127.0.0.1 has no immich-app/ViT-B-16-SigLIP2__webli at main (404).", failure());
  }

  @Test
  void waitsForABusyHubAndGivesUpAfterThreeTries() throws Exception {
    for (int i = 0; i < 3; i++) {
      hub.apiTroubles.add(new Trouble.Status(503));
    }
    assertTrue(failure().contains("is busy (503"));

    hub.apiTroubles.add(new Trouble.Status(429));
    hub.trouble(VISUAL, new Trouble.Status(503), new Trouble.Status(502));
    assertWhole(obtain());
  }

  @Test
  void givesUpAConnectionThatBringsNothing() throws Exception {
    hub.trouble(VISUAL, new Trouble.Silence());

    assertWhole(obtain());
  }

  @Test
  void saysThatTheHubCannotBeReached() {
    hub.close();

    assertTrue(failure().startsWith("127.0.0.1 cannot be reached or broke off ("));
  }

  @Test
  void refusesARepositoryOfAnotherLayout() {
    LoopbackHub other = new LoopbackHub();
    other.put("model.safetensors", new byte[10]);
    try (other) {
      var folders = new ModelFolders(home, null);
      String message =
          assertThrows(
                  FetchFailedException.class,
                  () ->
                      new ModelFetch(other.access(null), folders, ENOUGH)
                          .obtain(choice, (bytes, of) -> {}))
              .getMessage();
      assertTrue(message.contains("lacks config.json, textual/model.onnx"), message);
    }
  }

  @Test
  void fetchesNothingWithoutTheDiskOrTheMemory() {
    String disk =
        assertThrows(FetchFailedException.class, () -> obtain(null, room(1, 1L << 40), null))
            .getMessage();
    assertTrue(disk.contains("needs 0.3 GB of disk"), disk);
    assertEquals(0, hub.asked(VISUAL));

    String memory =
        assertThrows(FetchFailedException.class, () -> obtain(null, room(1L << 40, 1 << 30), null))
            .getMessage();
    assertTrue(memory.contains("needs about 3.2 GB of memory; this machine has 1.1 GB"), memory);
  }

  @Test
  void fetchesADamagedFileAgainAtThePinnedRevision() throws Exception {
    Path folder = obtain();
    byte[] damaged = hub.file(VISUAL).clone();
    damaged[7] ^= 1;
    Files.write(folder.resolve(VISUAL), damaged);
    hub.moveMainTo(LoopbackHub.SECOND_COMMIT);
    hub.seen.clear();

    assertWhole(obtain());

    assertTrue(hub.seen.stream().allMatch(one -> one.path().endsWith(VISUAL)));
    assertTrue(hub.seen.stream().anyMatch(one -> one.path().contains(LoopbackHub.FIRST_COMMIT)));
  }

  @Test
  void looksFirstIntoThePersonsOwnFolder() throws Exception {
    Path own = home.resolve("own/ViT-B-16-SigLIP2__webli");
    for (String path : choice.model().required()) {
      Files.createDirectories(own.resolve(path).getParent());
      Files.write(own.resolve(path), new byte[1]);
    }

    assertEquals(own, obtain(null, ENOUGH, home.resolve("own")));
    assertTrue(hub.seen.isEmpty());

    Files.delete(own.resolve(VISUAL));
    String message =
        assertThrows(FetchFailedException.class, () -> obtain(null, ENOUGH, home.resolve("own")))
            .getMessage();
    assertEquals(own + " lacks visual/model.onnx.", message);
  }

  @Test
  void keepsWhatIsFetchedForItsOwner() throws Exception {
    Path folder = obtain();

    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.toList()) {
        String expected = Files.isDirectory(one) ? "rwx------" : "rw-------";
        assertEquals(
            expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(one)), one + "");
      }
    }
  }

  @Test
  void leavesAModelAloneThatAnotherProcessFetches() throws Exception {
    ModelFolders folders = new ModelFolders(home.resolve("hub"), null);
    try (var elsewhere = folders.lock(choice)) {
      assertTrue(failure().startsWith("Another process is fetching ViT-B-16-SigLIP2__webli"));
      assertTrue(hub.seen.isEmpty());
      assertTrue(elsewhere.isOpen());
    }
    assertWhole(obtain());
  }

  @Test
  void keepsARevisionThatWasAskedForInAFolderOfItsOwn() throws Exception {
    String name = choice.model().name() + "@" + LoopbackHub.SECOND_COMMIT;
    var pinned = (ModelChoice.Published) ModelChoice.of(name, KnownModels.clip());
    var folders = new ModelFolders(home.resolve("hub"), null);

    Path folder =
        new ModelFetch(hub.access(null), folders, ENOUGH).obtain(pinned, (bytes, of) -> {});

    assertEquals(name, folder.getFileName().toString());
    assertEquals(LoopbackHub.SECOND_COMMIT, Manifest.in(folder).orElseThrow().commit());
    assertEquals(Optional.empty(), folders.find(choice));
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    try (LoopbackProxy proxy = new LoopbackProxy(hub.address())) {
      Map<String, String> environment =
          Map.of(
              "HF_ENDPOINT",
              "http://hub.invalid",
              "http_proxy",
              "http://ann:secret@127.0.0.1:" + proxy.port());
      HubAccess access = HubAccess.of(environment);

      Manifest manifest = new HubClient(access).resolve(choice.model(), "main");

      assertEquals(LoopbackHub.FIRST_COMMIT, manifest.commit());
      assertEquals(List.of("hub.invalid ann:secret"), List.copyOf(proxy.seen));
    }
  }
}

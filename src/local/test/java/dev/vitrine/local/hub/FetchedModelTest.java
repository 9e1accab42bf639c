package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FetchedModelTest extends FetchFixture {
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
  void fetchesNothingWithoutTheDiskOrTheMemory() {
    String disk =
        assertThrows(FetchFailedException.class, () -> obtain(null, space(1, 1L << 40), null))
            .getMessage();
    assertTrue(disk.contains("needs 0.3 GB of disk"), disk);
    assertEquals(0, hub.asked(VISUAL));

    String memory =
        assertThrows(FetchFailedException.class, () -> obtain(null, space(1L << 40, 1 << 30), null))
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
  void mendsAModelWhoseManifestCannotBeReadAndFetchesNoFileOfItAgain() throws Exception {
    Path folder = obtain();
    Files.writeString(folder.resolve(Manifest.FILE), "{\"repository\": \"immich-app/");
    hub.seen.clear();

    assertEquals(folder, obtain());

    assertWhole(folder);
    assertEquals(LoopbackHub.FIRST_COMMIT, Manifest.in(folder).orElseThrow().commit());
    assertTrue(hub.seen.stream().allMatch(one -> one.path().startsWith("/api/")), "only asked");
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

  /** As whoever has the model in the cache of the hub's own client makes it. */
  @Test
  void takesAFolderOfThePersonsOwnThatIsALink() throws Exception {
    Path snapshot = home.resolve("cache/snapshots/1");
    for (String path : choice.model().required()) {
      Files.createDirectories(snapshot.resolve(path).getParent());
      Files.write(snapshot.resolve(path), new byte[1]);
    }
    Path own = Files.createDirectories(home.resolve("own"));
    Path link = own.resolve(choice.folderName());
    Files.createSymbolicLink(link, snapshot);

    assertEquals(link, obtain(null, ENOUGH, own));
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
}

package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameIndexTest {

  @TempDir Path directory;

  @Test
  void findsEveryNameAfterItHasGrownAndBeenOpenedAgain() throws Exception {
    Path file = directory.resolve("names");
    try (NameIndex index = new NameIndex(file)) {
      for (int i = 0; i < 20_000; i++) {
        index.add("name-" + i, i, 0);
      }
    }
    try (NameIndex index = new NameIndex(file)) {
      for (int i = 0; i < 20_000; i++) {
        assertThat(index.find("name-" + i)).containsExactly((long) i);
      }
      assertThat(index.find("another")).isEmpty();
    }
  }

  @Test
  void addingTheSameAgainChangesNothing() throws Exception {
    try (NameIndex index = new NameIndex(directory.resolve("names"))) {
      index.add("a", 7, 0);
      index.add("a", 7, 0);
      index.add("a", 9, 0);
      assertThat(index.find("a")).isEqualTo(List.of(7L, 9L));
    }
  }

  @Test
  void forgetsWhatIsNoLongerKeptSoThatTheFileStaysSmall() throws Exception {
    Path file = directory.resolve("names");
    int kept = 1_000;
    try (NameIndex index = new NameIndex(file)) {
      for (int i = 0; i < 30_000; i++) {
        index.add("name-" + i, i, Math.max(0, i - kept));
      }
      assertThat(Files.size(file)).isEqualTo(4096 * 16);
      for (int i = 30_000 - kept; i < 30_000; i++) {
        assertThat(index.find("name-" + i)).containsExactly((long) i);
      }
      assertThat(index.find("name-0")).isEmpty();
    }
  }

  @Test
  void keepsOneFileOpenHoweverOftenItIsMadeAnew() throws Exception {
    try (NameIndex index = new NameIndex(directory.resolve("names"))) {
      for (int i = 0; i < 30_000; i++) {
        index.add("name-" + i, i, Math.max(0, i - 1_000));
      }
      assertThat(openFiles()).hasSize(1);
    }
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void keepsNoFileOpenWhenItCannotBeMadeAnew() throws Exception {
    Path file = directory.resolve("names");
    int before = 2_731; // More than two thirds of the slots.
    try (NameIndex index = new NameIndex(file)) {
      for (int i = 0; i < before; i++) {
        index.add("name-" + i, i, 0);
      }
      Files.delete(file);
      Files.createDirectories(file.resolve("in the way"));

      for (int tries = 0; tries < 3; tries++) {
        assertThatThrownBy(() -> index.add("another", before, 0)).isInstanceOf(IOException.class);
      }
      assertThat(openFiles()).hasSize(1);
      assertThat(index.find("name-7")).containsExactly(7L);
    }
  }

  @Test
  void findsANameWhileTheFileIsMadeAnew() throws Exception {
    try (NameIndex index = new NameIndex(directory.resolve("names"))) {
      index.add("kept", 1_000_000, 0);
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(
              () -> {
                while (!ended.get()) {
                  assertThat(found(index, "kept")).containsExactly(1_000_000L);
                }
              });
      for (int i = 0; i < 60_000; i++) {
        index.add("name-" + i, i, Math.max(0, i - 100));
      }
      ended.set(true);
      reader.get(20, TimeUnit.SECONDS);
    }
  }

  private static List<Long> found(NameIndex index, String name) {
    try {
      return index.find(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the files in the directory that this process has open, on Linux} */
  private List<String> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    List<String> open = new ArrayList<>();
    try (var links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        String target = Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
        if (target.startsWith(directory.toRealPath() + "/")) {
          open.add(target);
        }
      }
    }
    return open;
  }
}

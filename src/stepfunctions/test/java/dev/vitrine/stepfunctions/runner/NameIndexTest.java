package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}

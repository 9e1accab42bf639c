package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplaced() throws Exception {
    Path file = folder.resolve("file");
    DurableFile.replace(file, folder.resolve("new"), new byte[] {1});
    DurableFile.replace(file, folder.resolve("new"), new byte[] {2, 3});

    assertThat(file).hasBinaryContent(new byte[] {2, 3});
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenLeavesNothingBehind() throws Exception {
    Path file = folder.resolve("file");
    Files.createDirectories(file.resolve("in-the-way"));

    assertThatThrownBy(() -> DurableFile.replace(file, folder.resolve("new"), new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("new")).doesNotExist();
  }
}

package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.model.ModelName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerEyesTest {
  @TempDir Path folder;

  /** As a start of Vitrine finds it. */
  private Optional<String> start(String... real) {
    return new FormerEyes(folder.resolve("eyes")).change(Optional.of(real).map(a -> a[0]));
  }

  @Test
  void aDiskThatCannotBeWrittenHindersNothing() throws Exception {
    Files.writeString(folder.resolve("eyes"), "a file where a folder should be");

    assertThat(new FormerEyes(folder.resolve("eyes/name")).change(Optional.of("ViT-X"))).isEmpty();
  }

  @Test
  void saysOnceWhoTagsNowAndWhatKeepsItsTags() {
    FormerEyes eyes = new FormerEyes(folder.resolve("eyes"));
    assertThat(eyes.change(Optional.empty())).isEmpty();

    assertThat(start("ViT-X").orElseThrow())
        .startsWith("ViT-X tags pictures that are new")
        .contains("Earlier pictures keep the tags of " + ModelName.CLIP + " until");
    assertThat(start("ViT-X")).isEmpty();
    assertThat(start("ViT-Y").orElseThrow()).contains("the tags of ViT-X until");
    assertThat(new FormerEyes(folder.resolve("eyes")).change(Optional.empty()).orElseThrow())
        .startsWith(ModelName.CLIP + " tags pictures that are new");
  }
}

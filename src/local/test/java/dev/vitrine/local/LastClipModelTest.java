package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.model.ModelName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastClipModelTest {
  private static final Optional<String> STAND_IN = Optional.empty();

  @TempDir Path folder;

  private LastClipModel in(String file) {
    return new LastClipModel(folder.resolve(file));
  }

  /** As a start of Vitrine says it, or a model that comes into use. */
  private Optional<String> used(Optional<String> real) {
    return in("last").change(real, false);
  }

  /** As a start says it whose model is still being fetched. */
  private Optional<String> startedBefore() {
    return in("last").change(STAND_IN, true);
  }

  @Test
  void aDiskThatCannotBeWrittenHindersNothing() throws Exception {
    Files.writeString(folder.resolve("file"), "a file where a folder should be");

    assertThat(in("file/name").change(Optional.of("ViT-X"), false)).isEmpty();
  }

  @Test
  void saysNothingInAHomeThatHasNoneYet() {
    assertThat(used(Optional.of("ViT-X"))).isEmpty();
    assertThat(used(Optional.of("ViT-X"))).isEmpty();
    assertThat(used(Optional.of("ViT-Y")).orElseThrow()).contains("the tags of ViT-X until");
  }

  @Test
  void saysOnceWhoTagsNowAndWhatKeepsItsTags() {
    assertThat(used(STAND_IN)).isEmpty();

    assertThat(used(Optional.of("ViT-X")).orElseThrow())
        .startsWith("ViT-X tags pictures that are new")
        .contains("Earlier pictures keep the tags of " + ModelName.CLIP + " until");
    assertThat(used(Optional.of("ViT-X"))).isEmpty();
    assertThat(used(STAND_IN).orElseThrow())
        .startsWith(ModelName.CLIP + " tags pictures that are new");
  }

  @Test
  void theStandInOfAModelThatIsFetchedIsNoChange() {
    used(Optional.of("ViT-X"));

    assertThat(startedBefore()).isEmpty();
    assertThat(used(Optional.of("ViT-Y")).orElseThrow()).contains("the tags of ViT-X until");

    assertThat(startedBefore()).isEmpty();
    assertThat(used(Optional.of("ViT-Y"))).isEmpty();
  }
}

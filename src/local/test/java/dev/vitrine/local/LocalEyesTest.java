package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEyesTest {
  private static final LabelSet CUPS =
      new LabelSet(List.of("cup", "mug"), List.of("a photo of {}"));

  @TempDir private Path folder;

  @Test
  void labelsAreReadAheadOnce() throws Exception {
    Exchangeable<ClipFolder> model = model();

    LocalEyes.readAhead(model, List.of(CUPS));

    assertThat(knowsCups(model)).isTrue();
    model.end();
  }

  /** As when memory runs out; the start of Vitrine would end with it, and a switch to the model. */
  @Test
  void aTextSideThatFailsEndsNeitherTheStartNorASwitch() throws Exception {
    Exchangeable<ClipFolder> model = model();
    Files.delete(folder.resolve("clip/textual/model.onnx"));

    assertThatCode(() -> LocalEyes.readAhead(model, List.of(CUPS))).doesNotThrowAnyException();

    assertThat(knowsCups(model)).isFalse();
    model.end();
  }

  private static boolean knowsCups(Exchangeable<ClipFolder> model) {
    return model.with(clip -> clip.orElseThrow().knows(CUPS));
  }

  private Exchangeable<ClipFolder> model() throws Exception {
    Path copy = folder.resolve("clip");
    copy(Expected.folder("clip"), copy);
    Exchangeable<ClipFolder> model = new Exchangeable<>(ClipFolder::close);
    model.use(ClipFolder.open(copy, "clip", folder.resolve("cache")));
    return model;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path place = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(place);
        } else {
          Files.copy(one, place);
        }
      }
    }
  }
}

package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub with a model, an empty home, and a fetch between them. */
public abstract class FetchFixture {
  static final String VISUAL = "visual/model.onnx";
  public static final FreeSpace ENOUGH = space(1L << 40, 1L << 40);

  @TempDir Path home;

  final LoopbackHub hub = LoopbackHub.withModel();
  final ModelChoice.Published choice =
      new ModelChoice.Published(KnownModels.clip().preferred(), ModelChoice.NEWEST);
  final List<Long> progress = new ArrayList<>();

  @AfterEach
  void closeHub() {
    hub.close();
  }

  static FreeSpace space(long disk, long memory) {
    return new FreeSpace() {
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

  Path obtain() throws Exception {
    return obtain(null, ENOUGH, null);
  }

  Path obtain(@Nullable String token, FreeSpace space, @Nullable Path own) throws Exception {
    ModelFolders folders = new ModelFolders(home.resolve("hub"), own);
    return new ModelFetch(hub.access(token), folders, space)
        .obtain(choice, (bytes, of) -> progress.add(bytes));
  }

  String failure() {
    return assertThrows(FetchFailedException.class, this::obtain).getMessage();
  }

  void assertWhole(Path folder) throws IOException {
    for (String path : List.of("config.json", VISUAL, "textual/model.onnx")) {
      assertArrayEquals(hub.file(path), Files.readAllBytes(folder.resolve(path)), path);
    }
    assertEquals(List.of(), ModelFolders.damaged(folder));
  }
}

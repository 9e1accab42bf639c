package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vitrine.local.florence.FlorenceCaptioner;
import dev.vitrine.local.florence.TinyFlorence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FetchedCaptionerTest {
  private static final String DECODER = "onnx/decoder_model_merged.onnx";

  @TempDir Path home;

  private Path obtain(LoopbackHub hub, FreeSpace space) throws Exception {
    var choice = (ModelChoice.Published) ModelChoice.of("florence-2-base", KnownModels.captioner());
    return new ModelFetch(hub.access(null), new ModelFolders(home, null), space)
        .obtain(choice, (bytes, of) -> {});
  }

  @Test
  void aFlorence2IsFetchedByItsNameAndOpened() throws Exception {
    try (LoopbackHub hub = LoopbackHub.of(TinyFlorence.folder())) {
      hub.put("onnx/decoder_model_merged_q4.onnx", new byte[20_000]);
      hub.trouble(DECODER, new LoopbackHub.Trouble.Cut(20_000));

      Path folder = obtain(hub, FetchFixture.ENOUGH);

      assertEquals("florence-2-base", folder.getFileName().toString());
      Manifest manifest = Manifest.in(folder).orElseThrow();
      assertEquals("onnx-community/Florence-2-base-ft", manifest.repository());
      assertEquals(LoopbackHub.FIRST_COMMIT, manifest.commit());
      assertEquals(9, manifest.files().size());
      assertEquals(List.of(), ModelFolders.damaged(folder));
      FlorenceCaptioner.open(
              folder, "florence-2-base", home.resolve("cache"), FlorenceCaptioner.PATIENCE)
          .close();
      assertEquals(
          -1, Files.mismatch(folder.resolve(DECODER), TinyFlorence.folder().resolve(DECODER)));
    }
  }

  @Test
  void itsChecksumAndItsMemoryAreLines() throws Exception {
    try (LoopbackHub hub = LoopbackHub.of(TinyFlorence.folder())) {
      hub.trouble(DECODER, new LoopbackHub.Trouble.Wrong(), new LoopbackHub.Trouble.Wrong());

      String wrong =
          assertThrows(FetchFailedException.class, () -> obtain(hub, FetchFixture.ENOUGH))
              .getMessage();
      assertTrue(wrong.startsWith(DECODER + " of onnx-community/Florence-2-base-ft came"), wrong);

      FreeSpace little = FetchFixture.space(1L << 40, 1 << 30);
      String memory =
          assertThrows(FetchFailedException.class, () -> obtain(hub, little)).getMessage();
      assertTrue(memory.startsWith("florence-2-base needs about "), memory);
    }
  }

  @Test
  void anUnknownNameIsAnsweredWithTheList() {
    String message =
        assertThrows(
                FetchFailedException.class,
                () -> ModelChoice.of("florence-3", KnownModels.captioner()))
            .getMessage();

    assertEquals("florence-3 is not a model that Vitrine knows. Known: florence-2-base.", message);
  }
}

package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vitrine.local.hub.LoopbackHub.Seen;
import dev.vitrine.local.hub.LoopbackHub.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelFetchTest extends FetchFixture {
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
      assertEquals(Checksums.sha256(hub.file(file.path())), file.sha256());
    }
    assertEquals(manifest.bytes(), progress.get(progress.size() - 1));
    assertEquals(progress.stream().sorted().toList(), progress);
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
    LoopbackHub other = new LoopbackHub(null);
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

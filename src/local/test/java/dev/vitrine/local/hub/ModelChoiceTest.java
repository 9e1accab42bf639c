package dev.vitrine.local.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {
  private final KnownModels known = KnownModels.clip();

  @Test
  void readsOffFolderNameAndRevision() throws Exception {
    assertEquals(new ModelChoice.Off(), ModelChoice.of("off", known));
    assertEquals(new ModelChoice.Off(), ModelChoice.of(" ", known));
    assertEquals(new ModelChoice.Folder(Path.of("/a/folder")), ModelChoice.of("/a/folder", known));
    assertEquals(new ModelChoice.Folder(Path.of("./clip")), ModelChoice.of("./clip", known));
    var named = (ModelChoice.Published) ModelChoice.of("ViT-B-32__openai", known);
    assertEquals("immich-app/ViT-B-32__openai", named.model().repository());
    assertEquals("main", named.revision());
    var pinned = (ModelChoice.Published) ModelChoice.of("ViT-B-32__openai@abc123", known);
    assertEquals("abc123", pinned.revision());
  }

  @Test
  void namesTheKnownModelsWhenOneIsNotKnown() {
    String message =
        assertThrows(FetchFailedException.class, () -> ModelChoice.of("ViT-B-33", known))
            .getMessage();

    assertTrue(message.startsWith("ViT-B-33 is not a model that Vitrine knows. Known: "), message);
    assertTrue(message.contains("ViT-B-16-SigLIP2__webli"), message);
    assertFalse(message.contains("\n"));
  }

  @Test
  void refusesARevisionThatLeadsOutOfTheFolder() {
    for (String revision : List.of("..", "", "a b", "-x")) {
      assertThrows(
          FetchFailedException.class, () -> ModelChoice.of("ViT-B-32__openai@" + revision, known));
    }
  }

  @Test
  void takesOnlyTheModelsOwnFiles() {
    KnownModel model = known.preferred();
    for (String path :
        List.of(
            "config.json", "visual/model.onnx", "visual/model.onnx.data", "textual/vocab.json")) {
      assertTrue(model.holds(path), path);
    }
    for (String path :
        List.of(
            "README.md",
            "visual/fp16/model.armnn",
            "visual/model.armnn",
            "visual/../../x",
            "textual/.git",
            "/visual/model.onnx",
            "rknpu/model.rknn")) {
      assertFalse(model.holds(path), path);
    }
  }

  @Test
  void goesThroughNoProxyToNamesThatAreExcepted() throws Exception {
    EnvironmentProxies proxies =
        EnvironmentProxies.of(
            Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", ".intern, hub.example"));
    assertTrue(isProxied(proxies, "https://huggingface.co/x"));
    assertFalse(isProxied(proxies, "http://huggingface.co/x"));
    assertFalse(isProxied(proxies, "https://a.intern/x"));
    assertFalse(isProxied(proxies, "https://hub.example:8443/x"));
    assertFalse(isProxied(proxies, "https://127.0.0.1:8443/x"));
    assertTrue(isProxied(proxies, "https://nothub.example.com/x"));
  }

  private static boolean isProxied(EnvironmentProxies proxies, String address) {
    return proxies.select(URI.create(address)).get(0).type() == Proxy.Type.HTTP;
  }

  @Test
  void refusesAddressesThatAreNoneWithoutQuotingThePassword() {
    String message =
        assertThrows(
                FetchFailedException.class,
                () -> HubAccess.of(Map.of("HTTPS_PROXY", "socks5://ann:secret@proxy:1080")))
            .getMessage();
    assertEquals("A proxy variable of the environment is not an http:// address.", message);
    assertThrows(
        FetchFailedException.class, () -> HubAccess.of(Map.of("HF_ENDPOINT", "huggingface.co")));
  }

  @Test
  void sendsATokenNowhereElseAndNotInTheClear() throws Exception {
    HubAccess plain =
        HubAccess.of(Map.of("HF_TOKEN", "x", "HF_ENDPOINT", "http://mirror.example/"));
    assertFalse(plain.trusts(URI.create("http://mirror.example/a")));
    HubAccess hub = HubAccess.of(Map.of("HF_TOKEN", "x"));
    assertTrue(hub.trusts(URI.create("https://huggingface.co/a")));
    assertFalse(hub.trusts(URI.create("http://huggingface.co/a")));
    assertFalse(hub.trusts(URI.create("https://huggingface.co:444/a")));
    assertFalse(hub.trusts(URI.create("https://cdn.huggingface.co/a")));
  }
}

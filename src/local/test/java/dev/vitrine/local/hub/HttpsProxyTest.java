package dev.vitrine.local.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.hub.LoopbackHub.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fetch by HTTPS through the tunnel of a proxy, in a JVM with local mode's own options: a
 * password for a tunnel needs one of them, which cannot be set later.
 */
@Timeout(120)
class HttpsProxyTest {
  private static final String PASSWORD = "for-a-test";
  private static final String TOKEN = "hf_secret";

  @TempDir private static Path keys;
  private static SSLContext tls;

  @TempDir private Path home;

  @BeforeAll
  static void makeACertificate() throws Exception {
    run(
        List.of(
            java("keytool"),
            "-genkeypair",
            "-alias",
            "hub",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + LoopbackHub.HOST,
            "-ext",
            "SAN=dns:" + LoopbackHub.HOST + ",dns:" + LoopbackHub.CDN_HOST,
            "-storetype",
            "PKCS12",
            "-keystore",
            store().toString(),
            "-storepass",
            PASSWORD),
        Map.of());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store())) {
      store.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD.toCharArray());
    tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), null, null);
  }

  private static Path store() {
    return keys.resolve("hub.p12");
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    HubAccess.VARIABLES.forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /**
   * @param proxy what HTTPS_PROXY is set to
   * @param trusted whether the JVM trusts the hub's certificate
   * @return what the fetch says
   */
  private String fetch(String proxy, boolean trusted) throws Exception {
    List<String> command = new ArrayList<>(List.of(java("java"), "@src/local/jvm.options"));
    if (trusted) {
      command.add("-Djavax.net.ssl.trustStore=" + store());
      command.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TunnelledFetch.class.getName(), home.toString()));
    return run(
        command,
        Map.of(
            "HF_ENDPOINT", "https://" + LoopbackHub.HOST, "HF_TOKEN", TOKEN, "HTTPS_PROXY", proxy));
  }

  private void assertWhole(LoopbackHub hub, String said) throws IOException {
    assertThat(said).contains("fetched " + home);
    Path folder = home.resolve(KnownModels.clip().preferred().name());
    for (String path : List.of("config.json", FetchFixture.VISUAL, "textual/model.onnx")) {
      assertThat(folder.resolve(path)).hasBinaryContent(hub.file(path));
    }
    assertThat(ModelFolders.damaged(folder)).isEmpty();
  }

  @Test
  void theTunnelOfAProxyWithAPasswordLeadsToTheHubAndToItsLargeFiles() throws Exception {
    try (LoopbackHub hub = LoopbackHub.withModel(tls);
        TunnelProxy proxy = new TunnelProxy(hub::port, "ann:secret")) {
      assertWhole(hub, fetch("http://ann:secret@127.0.0.1:" + proxy.port(), true));

      assertThat(new TreeSet<>(proxy.seen))
          .isEqualTo(
              Set.of(
                  "CONNECT hub.invalid:443 HTTP/1.1 ann:secret",
                  "CONNECT cdn.invalid:443 HTTP/1.1 ann:secret"));
      assertThat(hub.seen)
          .allSatisfy(
              one ->
                  assertThat(one.token())
                      .isEqualTo(one.server().equals("hub") ? "Bearer " + TOKEN : null))
          .extracting(Seen::server)
          .contains("hub", "cdn");
    }
  }

  @Test
  void theTunnelOfAProxyWithAUserAloneIsGoneThrough() throws Exception {
    try (LoopbackHub hub = LoopbackHub.withModel(tls);
        TunnelProxy proxy = new TunnelProxy(hub::port, "ann:")) {
      assertWhole(hub, fetch("http://ann@127.0.0.1:" + proxy.port(), true));
    }
  }

  @Test
  void theTunnelOfAProxyWithoutAPasswordIsGoneThrough() throws Exception {
    try (LoopbackHub hub = LoopbackHub.withModel(tls);
        TunnelProxy proxy = new TunnelProxy(hub::port, null)) {
      assertWhole(hub, fetch("http://127.0.0.1:" + proxy.port(), true));

      assertThat(new TreeSet<>(proxy.seen))
          .isEqualTo(
              Set.of("CONNECT hub.invalid:443 HTTP/1.1", "CONNECT cdn.invalid:443 HTTP/1.1"));
    }
  }

  @Test
  void aProxyThatRefusesThePasswordIsNamed() throws Exception {
    try (LoopbackHub hub = LoopbackHub.withModel(tls);
        TunnelProxy proxy = new TunnelProxy(hub::port, "ann:secret")) {
      String said = fetch("http://ann:wrong@127.0.0.1:" + proxy.port(), true);

      assertThat(said)
          .contains("failed The proxy refuses the user or the password", "HTTPS_PROXY")
          .doesNotContain("wrong");
      assertThat(hub.seen).isEmpty();
    }
  }

  @Test
  void noServerBehindATunnelIsTrustedForTheTunnelsSake() throws Exception {
    try (LoopbackHub hub = LoopbackHub.withModel(tls);
        TunnelProxy proxy = new TunnelProxy(hub::port, null)) {
      String said = fetch("http://127.0.0.1:" + proxy.port(), false);

      assertThat(said).contains("failed hub.invalid", "SSLHandshakeException");
      assertThat(proxy.seen).isNotEmpty();
      assertThat(hub.seen).isEmpty();
    }
  }
}

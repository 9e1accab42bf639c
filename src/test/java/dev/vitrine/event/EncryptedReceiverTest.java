package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A receiver of HTTPS on loopback, whose certificate is of {@code shop.example} and signed by
 * itself. The name has a public address; the test's sockets connect to the receiver instead.
 */
class EncryptedReceiverTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final InetAddress PUBLIC = address("93.184.215.14");

  @TempDir static Path folder;

  private static final List<String> received = new CopyOnWriteArrayList<>();
  private static HttpsServer server;
  private static SSLContext trusting;

  private final List<SocketAddress> connected = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    KeyStore keys = keys();
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("shop", keys.getCertificate("shop"));
    trust.init(certificates);
    SSLContext serving = SSLContext.getInstance("TLS");
    serving.init(own.getKeyManagers(), null, null);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serving));
    server.createContext(
        "/",
        call -> {
          received.add(call.getRequestHeaders().getFirst("Host"));
          call.sendResponseHeaders(204, -1);
          call.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void forget() {
    received.clear();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() {
    SSLSocketFactory ordinary = (SSLSocketFactory) SSLSocketFactory.getDefault();

    assertThatThrownBy(() -> send(ordinary, "https://shop.example/"))
        .isInstanceOfSatisfying(
            SSLException.class, e -> assertThat(Courier.problem(e)).isEqualTo("TLS"));
    assertThat(received).isEmpty();
  }

  @Test
  void aCertificateOfAnotherNameIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> send(trusting.getSocketFactory(), "https://other.example/"))
        .isInstanceOf(SSLException.class);
    assertThat(received).isEmpty();
  }

  @Test
  void theNameIsProvedAndTheConnectionGoesToTheAddressThatWasChecked() throws Exception {
    assertThat(send(trusting.getSocketFactory(), "https://shop.example/")).isEqualTo(204);

    assertThat(received).containsExactly("shop.example");
    assertThat(connected).containsExactly(new InetSocketAddress(PUBLIC, 443));
  }

  private int send(SSLSocketFactory tls, String url) throws Exception {
    return new WebhookPost(tls, host -> new InetAddress[] {PUBLIC}, Redirected::new)
        .send(WebhookUrl.of(url, false), Map.of(), "{}", Duration.ofSeconds(10))
        .status();
  }

  private final class Redirected extends Socket {
    @Override
    public void connect(SocketAddress endpoint, int millis) throws IOException {
      connected.add(endpoint);
      super.connect(server.getAddress(), millis);
    }
  }

  private static KeyStore keys() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "shop",
                "-keyalg",
                "EC",
                "-dname",
                "CN=shop.example",
                "-ext",
                "SAN=dns:shop.example",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS) && keytool.exitValue() == 0)
        .as(Files.readString(folder.resolve("keytool.log")))
        .isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (IOException e) {
      throw new AssertionError("a literal needs no look-up", e);
    }
  }
}

package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a server that answers with bytes of the test's choice. */
class WebhookPostTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private ServerSocket server;
  private volatile String answer = "HTTP/1.1 204 No Content\r\n\r\n";
  private volatile String before = "";
  private volatile boolean dripping;
  private final Queue<Socket> unreachable = new LinkedBlockingQueue<>();
  private volatile int addresses = 1;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(read(socket.getInputStream()));
        write(socket.getOutputStream());
      } catch (IOException e) {
        // The client has gone, or the test has ended.
      }
    }
  }

  /** The head, and as much of a body as comes with it. */
  private static String read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    while (!text.toString().contains("\r\n\r\n")) {
      int length = in.read(buffer);
      if (length < 0) {
        break;
      }
      text.append(new String(buffer, 0, length, UTF_8));
    }
    return text.toString();
  }

  private void write(OutputStream out) throws IOException {
    out.write(before.getBytes(UTF_8));
    if (dripping) {
      for (int i = 0; i < 10_000; i++) {
        out.write('x');
        out.flush();
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
      }
    }
    out.write(answer.getBytes(UTF_8));
    out.flush();
  }

  @Test
  void postsTheBodyWithItsHeaders() throws Exception {
    assertThat(send("http://localhost:" + server.getLocalPort() + "/hook?x=1")).isEqualTo(204);

    String request = requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(request)
        .startsWith("POST /hook?x=1 HTTP/1.1\r\nHost: localhost:" + server.getLocalPort() + "\r\n")
        .contains("Content-Type: application/json\r\n", "webhook-id: evt\r\n")
        .contains("Content-Length: 8\r\n")
        .endsWith("\r\n\r\n{\"ä\":1}");
  }

  @Test
  void aNameIsLookedUpOnceAndTheConnectionGoesToThatAddress() throws Exception {
    send("http://localhost:" + server.getLocalPort() + "/");

    assertThat(lookUps).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"200", "302", "307", "410", "500"})
  void givesTheStatusAndFollowsNoRedirect(int status) throws Exception {
    answer =
        "HTTP/1.1 %d X\r\nLocation: http://localhost:%d/other\r\n\r\n"
            .formatted(status, server.getLocalPort());

    assertThat(send("http://localhost:" + server.getLocalPort() + "/")).isEqualTo(status);
    assertThat(requests).hasSize(1);
  }

  @Test
  void interimAnswersAreSkipped() throws Exception {
    answer = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 201 Created\r\n\r\n";

    assertThat(send("http://localhost:" + server.getLocalPort() + "/")).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 2000 X\r\n", "HTTP/2 200\r\n"})
  void whatIsNoAnswerOfHttpIsAnError(String text) {
    answer = text;

    assertThatThrownBy(() -> send("http://localhost:" + server.getLocalPort() + "/"))
        .isInstanceOf(WebhookPost.NotHttpException.class);
  }

  @Test
  void anEndlessHeadIsNotReadToItsEnd() {
    answer = "x".repeat(1 << 20);

    assertThatThrownBy(() -> send("http://localhost:" + server.getLocalPort() + "/"))
        .isInstanceOf(WebhookPost.NotHttpException.class);
  }

  @Test
  void anAnswerThatDripsEndsWithThePatience() {
    dripping = true;
    WebhookUrl url = WebhookUrl.of("http://localhost:" + server.getLocalPort() + "/", true);

    assertThatThrownBy(() -> post().send(url, Map.of(), "{}", Duration.ofMillis(300)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aLookUpThatHangsEndsWithThePatience() {
    WebhookUrl url = WebhookUrl.of("https://shop.example/", false);
    WebhookPost hanging =
        new WebhookPost(
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            host -> {
              java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30));
              return InetAddress.getAllByName("localhost");
            });

    assertThatThrownBy(() -> hanging.send(url, Map.of(), "{}", Duration.ofMillis(200)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "429, Retry-After: 7, 7",
    "503, retry-after:  7  , 7",
    "503, Retry-Later: 7,",
    "500, Retry-After: 7,",
    "302, Retry-After: 7,"
  })
  void aReceiverThatIsBusyMaySayUntilWhen(int status, String header, String retryAfter)
      throws Exception {
    answer = "HTTP/1.1 %d X\r\nServer: x\r\n%s\r\n\r\n".formatted(status, header);

    assertThat(answerWithin(PATIENCE)).isEqualTo(new WebhookAnswer(status, retryAfter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After: 7", "Server: x\r\nRetry-A", ""})
  void aHeadThatBreaksOffStillHasItsStatus(String rest) throws Exception {
    answer = "HTTP/1.1 503 X\r\n" + rest;

    assertThat(answerWithin(PATIENCE)).isEqualTo(new WebhookAnswer(503, null));
  }

  @Test
  void aHeadThatDripsStillHasItsStatus() throws Exception {
    before = "HTTP/1.1 503 X\r\n";
    dripping = true;

    assertThat(answerWithin(Duration.ofSeconds(2))).isEqualTo(new WebhookAnswer(503, null));
  }

  @Test
  void anEndlessHeadOfABusyReceiverIsNotReadToItsEnd() throws Exception {
    answer = "HTTP/1.1 503 X\r\n" + "X: y\r\n".repeat(100_000) + "Retry-After: 7\r\n\r\n";

    assertThat(answerWithin(PATIENCE)).isEqualTo(new WebhookAnswer(503, null));
  }

  @Test
  void anAddressAtWhichNobodyListensIsFollowedByTheNextOfTheName() throws Exception {
    addresses = 3;
    unreachable.addAll(List.of(new Unreachable(), new Unreachable()));

    assertThat(answerWithin(PATIENCE).status()).isEqualTo(204);
    assertThat(requests).hasSize(1);
  }

  @Test
  void anAddressThatTookTheConnectionIsNotFollowedByAnother() {
    answer = "";
    addresses = 2;

    assertThatThrownBy(() -> answerWithin(PATIENCE))
        .isInstanceOf(WebhookPost.NotHttpException.class);
    assertThat(requests).as("it may have taken the event").hasSize(1);
  }

  @Test
  void ofManyAddressesAtWhichNobodyListensThreeAreTried() {
    addresses = 9;
    unreachable.addAll(List.of(new Unreachable(), new Unreachable(), new Unreachable()));

    assertThatThrownBy(() -> answerWithin(PATIENCE)).isInstanceOf(SocketException.class);
    assertThat(requests).isEmpty();
    assertThat(lookUps).hasValue(1);
  }

  /** A connection to an address at which nobody listens. */
  private static final class Unreachable extends Socket {
    @Override
    public void connect(SocketAddress endpoint, int millis) throws IOException {
      throw new SocketException("Network is unreachable");
    }
  }

  @Test
  void nothingIsSentToAPrivateAddress() {
    WebhookUrl url = WebhookUrl.of("https://shop.example/", false);

    assertThatThrownBy(() -> post().send(url, Map.of(), "{}", PATIENCE))
        .isInstanceOf(WebhookUrl.AddressRefusedException.class);
    assertThat(requests).isEmpty();
  }

  private int send(String url) throws Exception {
    return post()
        .send(WebhookUrl.of(url, true), Map.of("webhook-id", "evt"), "{\"ä\":1}", PATIENCE)
        .status();
  }

  /** {@return the answer that comes within a time} */
  private WebhookAnswer answerWithin(Duration patience) throws Exception {
    WebhookUrl url = WebhookUrl.of("http://localhost:" + server.getLocalPort() + "/", true);
    return post().send(url, Map.of(), "{}", patience);
  }

  private WebhookPost post() {
    return new WebhookPost(
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        host -> {
          lookUps.incrementAndGet();
          InetAddress[] all = new InetAddress[addresses];
          Arrays.fill(all, InetAddress.getByName("127.0.0.1"));
          return all;
        },
        () -> Objects.requireNonNullElseGet(unreachable.poll(), Socket::new));
  }
}

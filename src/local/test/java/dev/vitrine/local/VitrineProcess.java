package dev.vitrine.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The packaged application in a process of its own, as {@code mvn exec:exec} starts it. */
public final class VitrineProcess implements AutoCloseable {
  /** Each process of tests has its own ports. */
  private static final int FIRST_PORT =
      18_080 + 4_000 * (Integer.getInteger("vitrine.test.process", 1) - 1);

  private static final int PORTS = 3_900;

  /** Three for each that was given. Another build on this machine begins elsewhere. */
  private static final AtomicInteger GIVEN =
      new AtomicInteger(3 * (int) (ProcessHandle.current().pid() % 1_300));

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final int port;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private final Thread reader;

  private VitrineProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    reader = new Thread(this::read, "vitrine-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it and does not wait. */
  public static VitrineProcess start(Path home, int port) {
    return start(home, port, Map.of());
  }

  /** Starts it with settings, as environment variables, and does not wait. */
  public static VitrineProcess start(Path home, int port, Map<String, String> settings) {
    return start(home, port, settings, List.of());
  }

  /** Starts it so that it may open only so many files, and does not wait. */
  static VitrineProcess startWithFiles(Path home, int port, int openFiles) {
    List<String> shell = List.of("bash", "-c", "ulimit -n " + openFiles + "; exec \"$@\"", "bash");
    return start(home, port, Map.of(), shell);
  }

  /** Starts it as the child of a process that it must not outlive, and does not wait. */
  static VitrineProcess startUnderAParent(Path home, int port) {
    Map<String, String> settings = Map.of("JDK_JAVA_OPTIONS", "-Dvitrine.ends-with-parent=true");
    return start(home, port, settings, List.of("bash", "-c", "\"$@\" & wait", "bash"));
  }

  private static VitrineProcess start(
      Path home, int port, Map<String, String> settings, List<String> shell) {
    List<String> words = new ArrayList<>(shell);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path runner = runner().toAbsolutePath();
    words.add("@src/local/jvm.options");
    words.add("-XX:SharedArchiveFile=" + runner.resolveSibling("vitrine.jsa"));
    words.addAll(List.of("-jar", runner.toString()));
    ProcessBuilder command = new ProcessBuilder(words);
    command.environment().put("VITRINE_HOME", home.toString());
    command.environment().put("VITRINE_PORT", Integer.toString(port));
    command.environment().putAll(settings);
    // As the pom's exec:exec sets them.
    command.environment().put("MALLOC_ARENA_MAX", "2");
    command.environment().put("MALLOC_MMAP_THRESHOLD_", "131072");
    command.redirectErrorStream(true);
    try {
      return new VitrineProcess(command.start(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path runner() {
    try (Stream<Path> files = Files.list(Path.of("target/local"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("package the application first: mvn package"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return a port that is free, and the two after it, a moment ago} None is given twice: an HTTP
   * client of this process may keep a connection to one that was killed.
   */
  public static int freePort() {
    for (int tries = 0; tries < 1_300; tries++) {
      int port = FIRST_PORT + GIVEN.getAndAdd(3) % PORTS;
      if (isFree(port) && isFree(port + 1) && isFree(port + 2)) {
        return port;
      }
    }
    throw new AssertionError("no three free ports in a row");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits for the line that says it is ready. */
  public VitrineProcess awaitReady() throws InterruptedException {
    awaitLine("Vitrine is ready: http://localhost:" + port);
    return this;
  }

  void awaitLine(String wanted) throws InterruptedException {
    StringBuilder seen = new StringBuilder();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String line = output.poll(200, TimeUnit.MILLISECONDS);
      if (line != null) {
        seen.append(line).append('\n');
        if (line.contains(wanted)) {
          return;
        }
      } else if (!reader.isAlive() && output.isEmpty()) {
        break;
      }
    }
    throw new AssertionError("never said '" + wanted + "', but:\n" + seen);
  }

  /** Waits for its end, and until all that it printed was read. {@return the exit status} */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs");
    }
    reader.join(PATIENCE.toMillis());
    return process.exitValue();
  }

  /** {@return the process, to be stopped and continued} */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** {@return all it printed and nobody awaited yet} */
  public List<String> lines() {
    return List.copyOf(output);
  }

  /** As SIGTERM does; waits for its end. */
  void terminate() throws InterruptedException {
    process.destroy();
    awaitExit();
  }

  /** As {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  public String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url(path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Puts nothing to a path. {@return the answer's status} */
  public int put(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url(path)).PUT(HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public URI s3() {
    return URI.create("http://127.0.0.1:" + (port + 1));
  }

  public URI dynamoDb() {
    return URI.create("http://127.0.0.1:" + (port + 2));
  }

  /** {@return the largest resident memory so far, as Linux counts it; elsewhere a dash} */
  public String peakMemory() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
            .findFirst()
            .orElse("-")
        : "-";
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      output.add("output ended: " + e.getMessage());
    }
  }

  /** As Ctrl-C does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.vitrine.tools.start;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Writes {@code vitrine.jsa}, the archive of loaded classes from which the application starts in
 * about half the time. The build runs this as a single source file, after the application is
 * packaged: it starts the application once with an empty home, waits until it is ready, and ends
 * it; the JVM then writes the archive.
 *
 * <p>An archive holds for one JVM and for these very jar files. With another JVM, or after another
 * build, the JVM passes over it, and a start takes as long as without it. So does a build in which
 * this fails: it says why, and goes on.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class Data
 *     Sharing</a>
 */
public final class StartArchive {
  /** A start and the writing take some 13 s on two cores. */
  private static final int PATIENCE_S = 120;

  /**
   * On JDK 25 one of four applications ended without writing it, for a reason that was not found.
   */
  private static final int MOST_TRIES = 3;

  private final Path folder;
  private final Path runner;

  private StartArchive(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.list(folder)) {
      this.runner =
          files
              .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("no application is packaged in " + folder));
    }
  }

  /**
   * Writes the archive.
   *
   * @param args the build's folder, which has the packaged application; then the file with the
   *     JVM's options, which have to be those of later starts
   */
  public static void main(String... args) throws InterruptedException {
    try {
      new StartArchive(Path.of(args[0]).toAbsolutePath()).write(Path.of(args[1]));
    } catch (IOException e) {
      System.err.println("Starts will take longer than they could: " + e.getMessage());
    }
  }

  private void write(Path options) throws IOException, InterruptedException {
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        dropClassPath(jar);
      }
    }
    Path written = folder.resolve("vitrine.jsa.new");
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      startAndEnd(options, written);
      if (Files.exists(written)) {
        Files.move(written, folder.resolve("vitrine.jsa"), StandardCopyOption.REPLACE_EXISTING);
        return;
      }
    }
    throw new IOException("the JVM wrote no archive; -Xlog:cds* in " + options + " says why");
  }

  private void startAndEnd(Path options, Path written) throws IOException, InterruptedException {
    Path home = folder.resolve("archive-home");
    delete(home);
    Process application = start(options, written, home);
    CompletableFuture<Void> tooLong =
        CompletableFuture.runAsync(
            application::destroyForcibly,
            CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS));
    try {
      awaitReady(application);
      application.toHandle().destroy(); // Process.destroy would close what is read next.
      application.getInputStream().transferTo(OutputStream.nullOutputStream());
      application.waitFor();
    } finally {
      tooLong.cancel(true);
      application.destroyForcibly();
      delete(home);
    }
  }

  /**
   * Drops the class path that a library's manifest has: the application's own has all libraries.
   * DynamoDB Local's names its own folder, and no archive can be written with a folder on the path.
   */
  private static void dropClassPath(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      Path file = files.getPath(JarFile.MANIFEST_NAME);
      if (Files.exists(file)) {
        Manifest manifest = new Manifest(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH) != null) {
          ByteArrayOutputStream changed = new ByteArrayOutputStream();
          manifest.write(changed);
          Files.write(file, changed.toByteArray());
        }
      }
    }
  }

  private Process start(Path options, Path written, Path home) throws IOException {
    Files.deleteIfExists(written);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + options);
    command.add("-XX:ArchiveClassesAtExit=" + written);
    command.addAll(List.of("-jar", runner.toString()));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    // Whoever builds may have settings of their own: real models, or ports that are in use.
    process.environment().keySet().removeIf(name -> name.matches("(VITRINE|QUARKUS)_.*"));
    process.environment().put("VITRINE_HOME", home.toString());
    process.environment().put("VITRINE_PORT", Integer.toString(freePort()));
    return process.start();
  }

  private static void awaitReady(Process application) throws IOException {
    BufferedReader lines = application.inputReader();
    String last = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("Vitrine is ready")) {
        return;
      }
      last = line;
    }
    throw new IOException("the application did not start: " + last);
  }

  /** {@return a port that is free, and the two after it, a moment ago} */
  private static int freePort() throws IOException {
    for (int port = 28_080; port < 29_000; port += 3) {
      if (isFree(port) && isFree(port + 1) && isFree(port + 2)) {
        return port;
      }
    }
    throw new IOException("no three free ports in a row from 28080 on");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

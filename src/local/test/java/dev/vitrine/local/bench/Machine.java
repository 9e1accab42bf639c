package dev.vitrine.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Where figures were measured. */
final class Machine {
  private Machine() {}

  static String words() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String cpu =
        Files.exists(info)
            ? Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor")
            : System.getProperty("os.arch");
    return "%s, %d cores, JDK %s, %s"
        .formatted(
            cpu,
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            LocalDate.now());
  }
}

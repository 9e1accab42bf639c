package dev.vitrine.tools.taxonomy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which category of Google's product taxonomy a release's category is, as the release's file {@code
 * integrations/google/shopify_2026-11_to_google_2021-09-21.txt} has it: a line {@code → Vertical >
 * Category}, and {@code ⇒ Google's path} below it.
 *
 * @see <a
 *     href="https://github.com/Shopify/product-taxonomy/tree/main/dist/en/integrations/google">Shopify/product-taxonomy,
 *     dist/en/integrations/google</a>
 */
final class GoogleCategories {
  private static final String FROM = "→ ";
  private static final String TO = "⇒ ";
  private static final String UNSTABLE = "-unstable";

  private GoogleCategories() {}

  /**
   * {@return Google's paths by the paths of a release's categories; empty if the folder has no such
   * file of this release}
   *
   * @param folder the release's {@code dist/en}
   * @param version of the release; {@code 2026-11-unstable} is in the file called {@code 2026-11}
   */
  static Map<String, String> read(Path folder, String version) throws IOException {
    Map<String, String> google = new HashMap<>();
    Optional<Path> file = file(folder.resolve("integrations").resolve("google"), version);
    @Nullable String from = null;
    for (String line : file.isPresent() ? Files.readAllLines(file.get()) : List.<String>of()) {
      if (line.startsWith(FROM)) {
        from = line.substring(FROM.length()).strip();
      } else if (line.startsWith(TO) && from != null) {
        google.putIfAbsent(from, line.substring(TO.length()).strip());
      }
    }
    return google;
  }

  /** The last one, if there is one for each of several releases of Google's. */
  private static Optional<Path> file(Path folder, String version) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    String begin = "shopify_" + version.replace(UNSTABLE, "") + "_to_google_";
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> isCalled(begin, file.getFileName().toString()))
          .max(Path::compareTo);
    }
  }

  private static boolean isCalled(String begin, String name) {
    return name.replace(UNSTABLE, "").startsWith(begin) && name.endsWith(".txt");
  }
}

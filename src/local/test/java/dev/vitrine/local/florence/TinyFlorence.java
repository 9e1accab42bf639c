package dev.vitrine.local.florence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A tiny Florence-2 of random weights, and what transformers says of 50 pictures; made by
 * model-artifacts/tests/tiny_florence.py.
 */
public final class TinyFlorence {
  /** What evidence calls the model of its folder. */
  public static final String NAME = "tiny-florence-2";

  private static final JsonNode SAID = said();

  private TinyFlorence() {}

  /** {@return the model's folder} */
  public static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(TinyFlorence.class.getResource(NAME)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return the text that transformers answers to a task} */
  public static String text(int kind, String task) {
    return answer(kind, task).required("text").asText();
  }

  static JsonNode answer(int kind, String task) {
    return said("answers").required(kind).required(task);
  }

  static JsonNode said(String name) {
    return SAID.required(name);
  }

  private static JsonNode said() {
    try (InputStream file = TinyFlorence.class.getResourceAsStream("expected.json.gz")) {
      return new JsonMapper().readTree(new GZIPInputStream(Objects.requireNonNull(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the model's folder. */
  static void copyTo(Path copy) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder())) {
      all = files.toList();
    }
    for (Path one : all) {
      Path to = copy.resolve(folder().relativize(one).toString());
      if (Files.isDirectory(one)) {
        Files.createDirectories(to);
      } else {
        Files.copy(one, to);
      }
    }
  }
}

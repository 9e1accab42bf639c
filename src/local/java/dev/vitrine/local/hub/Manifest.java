package dev.vitrine.local.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.store.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a model's folder holds: the pinned revision and its files. Written before the first byte is
 * fetched, so that a fetch that goes on later goes on with the same revision.
 *
 * @param repository {@code owner/name}
 * @param revision as it was asked for, e.g. {@code main}
 * @param commit what that was at the time of the first fetch
 * @param files all files of the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Manifest(String repository, String revision, String commit, List<HubFile> files) {
  static final String FILE = "vitrine-model.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  Manifest {
    if (!commit.matches("[0-9a-f]{40,64}")) {
      throw new IllegalArgumentException("not a commit: " + commit);
    }
    files = List.copyOf(files);
  }

  /** {@return the manifest of a folder; empty when it has none, or one that cannot be read} */
  static Optional<Manifest> in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Manifest.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  void writeTo(Path folder) throws IOException {
    String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    PrivateFile.write(folder.resolve(FILE), json);
  }

  long bytes() {
    return files.stream().mapToLong(HubFile::size).sum();
  }
}

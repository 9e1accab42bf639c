package dev.vitrine.local.hub;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A published model that Vitrine can fetch.
 *
 * @param name as in {@code VITRINE_CLIP} or {@code VITRINE_CAPTIONER}
 * @param repository {@code owner/name} on the hub
 * @param bytes size of its files; 0 when it is not known before the hub is asked
 * @param memory bytes of memory that it takes, as its publisher estimates; 0 when unknown
 * @param files which of the repository's files belong to the model
 * @param required files without which it is not a model
 */
public record KnownModel(
    String name, String repository, long bytes, long memory, Pattern files, Set<String> required) {
  public KnownModel {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException("not a model's name: " + name);
    }
    if (bytes < 0 || memory < 0) {
      throw new IllegalArgumentException("a size is negative: " + bytes + ", " + memory);
    }
    required = Set.copyOf(required);
  }

  /** {@return whether a path of the repository is one of the model's files} */
  boolean holds(String path) {
    return files.matcher(path).matches();
  }

  /** {@return the required files that are not among the given paths, in alphabetical order} */
  List<String> missingFrom(Set<String> paths) {
    return required.stream().filter(path -> !paths.contains(path)).sorted().toList();
  }
}

package dev.vitrine.local.s3;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names in a bucket's folders, in the order of the keys that they stand for. Those of a few
 * large folders are kept until the folder changes, as long as there is memory for them: else each
 * page of a long listing would read and sort all of them again.
 */
final class FolderNames {
  /** A folder of fewer names is read in some milliseconds. */
  private static final int MANY = 1_000;

  private static final int FOLDERS = 4;

  /** A folder that changes twice within its file system's unit of time has one time for both. */
  private static final Duration LONGEST_UNIT = Duration.ofSeconds(2);

  private final Map<Path, Known> large = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param changed when the folder got or lost a name
   */
  private record Known(FileTime changed, SoftReference<List<String>> names) {}

  /** A name with the bytes of the key that it stands for. */
  private record Keyed(byte[] key, String name) {}

  /**
   * {@return the names that {@link KeyPath} makes, and no others, sorted}
   *
   * @throws java.nio.file.NoSuchFileException if there is no such folder
   * @throws java.nio.file.NotDirectoryException if it is a file
   */
  List<String> of(Path folder) throws IOException {
    FileTime changed = Files.getLastModifiedTime(folder);
    List<String> known = known(folder, changed);
    if (known != null) {
      return known;
    }
    Instant begun = Instant.now();
    List<String> names = read(folder);
    if (names.size() >= MANY && changed.toInstant().isBefore(begun.minus(LONGEST_UNIT))) {
      keep(folder, new Known(changed, new SoftReference<>(names)));
    }
    return names;
  }

  private synchronized @Nullable List<String> known(Path folder, FileTime changed) {
    Known known = large.get(folder);
    return known != null && known.changed().equals(changed) ? known.names().get() : null;
  }

  private synchronized void keep(Path folder, Known names) {
    large.put(folder, names);
    if (large.size() > FOLDERS) {
      large.remove(large.keySet().iterator().next());
    }
  }

  private static List<String> read(Path folder) throws IOException {
    List<Keyed> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (KeyPath.isName(name)) {
          names.add(new Keyed(KeyPath.bytes(name), name));
        }
      }
    }
    names.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
    return names.stream().map(Keyed::name).toList();
  }
}

package dev.vitrine.local.meaning;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.Sha256;
import dev.vitrine.meaning.MeaningIndex.Near;
import dev.vitrine.tag.Embedding;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of one seller's images, a file for each model. The file {@code complete} lists
 * them with their sizes. It is there only while nobody has them open, and only if nothing is
 * missing: if a process ends in any other way, the embeddings are made anew. One thread at a time.
 */
final class SellerVectors {
  private static final String ENDING = ".f16";
  private static final int NAME_BYTES = 16;

  private final Path folder;
  private final Map<String, VectorFile> files = new TreeMap<>();
  private boolean complete;

  private SellerVectors(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens what is known of a seller.
   *
   * @param folder made if need be; emptied unless it is complete
   */
  static SellerVectors open(Path folder) throws IOException {
    SellerVectors opened = new SellerVectors(folder);
    try {
      Files.createDirectories(folder);
      Optional<List<String>> listed = opened.takeMark();
      if (listed.isPresent()) {
        opened.openAll(listed.get());
        opened.complete = true;
      } else {
        opened.deleteAll();
      }
      return opened;
    } catch (IOException e) {
      opened.closeFiles();
      throw e;
    }
  }

  /** {@return the lines of the mark, which is gone afterwards; empty if there is none} */
  private Optional<List<String>> takeMark() throws IOException {
    if (!Files.exists(mark())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(mark());
    Files.delete(mark());
    return Optional.of(lines);
  }

  private void openAll(List<String> lines) throws IOException {
    for (String line : lines) {
      String name = line.substring(line.indexOf(' ') + 1);
      files.put(name, VectorFile.open(folder.resolve(name), dimensions(name)));
      if (!line.equals(line(name))) {
        throw new IOException(folder.resolve(name) + " is not the file that was closed");
      }
    }
  }

  private void deleteAll() throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : found) {
        Files.delete(file);
      }
    }
  }

  /** {@return what the mark says of a file: {@code SIZE NAME}} */
  private String line(String name) {
    VectorFile file = files.get(name);
    return (file == null ? 0 : file.size()) + " " + name;
  }

  private Path mark() {
    return folder.resolve("complete");
  }

  /** {@return the name of the file for vectors of a model: {@code HASH-DIMENSIONS.f16}} */
  private static String name(String model, int dimensions) {
    String hash = HexFormat.of().formatHex(Sha256.of(model), 0, NAME_BYTES);
    return hash + "-" + dimensions + ENDING;
  }

  private static int dimensions(String name) throws IOException {
    try {
      return Integer.parseInt(
          name.substring(name.indexOf('-') + 1, name.length() - ENDING.length()));
    } catch (NumberFormatException e) {
      throw new IOException("not a file of embeddings: " + name, e);
    }
  }

  boolean isComplete() {
    return complete;
  }

  /** Nothing is missing any more. */
  void complete() {
    complete = true;
  }

  /**
   * Keeps an image's embedding instead of those before.
   *
   * @param embedding null if it has none, or is gone
   */
  void keep(ImageId imageId, @Nullable Embedding embedding) throws IOException {
    Optional<FileVector> vector =
        Optional.ofNullable(embedding).flatMap(one -> FileVector.of(one.vector()));
    String name =
        embedding == null || vector.isEmpty() ? "" : name(embedding.model(), vector.get().length());
    files.forEach(
        (other, file) -> {
          if (!other.equals(name)) {
            file.remove(imageId);
          }
        });
    if (vector.isPresent()) {
      file(name, vector.get().length()).put(imageId, vector.get());
    }
  }

  private VectorFile file(String name, int dimensions) throws IOException {
    VectorFile known = files.get(name);
    if (known != null) {
      return known;
    }
    VectorFile made = VectorFile.create(folder.resolve(name), dimensions);
    files.put(name, made);
    return made;
  }

  /**
   * {@return the nearest images that are nearer to an embedding than to another, the nearest first;
   * none if the embedding is unusable}
   *
   * @param other of the same model; null leaves out none
   */
  List<Near> nearest(DotProducts products, Embedding to, @Nullable Embedding other, int most) {
    FileVector vector = FileVector.of(to.vector()).orElse(null);
    VectorFile file = vector == null ? null : files.get(name(to.model(), vector.length()));
    if (vector == null || file == null) {
      return List.of();
    }
    FileVector nothing =
        Optional.ofNullable(other)
            .flatMap(one -> FileVector.of(one.vector()))
            .filter(one -> one.length() == vector.length())
            .orElse(null);
    return file.nearest(products, vector, nothing, most);
  }

  /** Closes the files, and marks them if they are complete. */
  void close() throws IOException {
    files.values().forEach(VectorFile::force);
    closeFiles();
    if (complete) {
      Files.write(mark(), files.keySet().stream().map(this::line).toList());
    }
  }

  /** Closes the files without a mark, so that they are made anew. */
  void closeFiles() throws IOException {
    for (VectorFile file : files.values()) {
      file.close();
    }
  }
}

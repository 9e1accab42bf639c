package dev.vitrine.local.model;

import dev.vitrine.image.Sha256;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Learnt label sets as files {@code <key>.columns}: the word VLS1, the number of labels, the labels
 * (UTF), the number of columns' values, the values as float16, and the CRC-32 of all that as a
 * long; big-endian. Everything in them can be computed again, so what is damaged is thrown away.
 */
final class LabelSetFiles {
  private static final int MAGIC = 0x564C5331;
  private static final int MAX_FILES = 512;
  private static final long MAX_TOTAL = 256L << 20;
  private static final String SUFFIX = ".columns";

  private static final System.Logger LOG = System.getLogger(LabelSetFiles.class.getName());

  private final Path directory;

  LabelSetFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + directory, e);
    }
  }

  <L> Optional<L> read(String key, LabelLearner<L> learner) {
    Path file = directory.resolve(key + SUFFIX);
    try {
      L scorer = parse(Files.readAllBytes(file), learner);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now())); // used: spare it in prune()
      return Optional.of(scorer);
    } catch (NoSuchFileException e) {
      return shipped(key, learner);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a learnt label set is unreadable and is dropped", e);
      delete(file);
      return Optional.empty();
    }
  }

  /** The stand-in's label sets of the shipped vocabulary come with the application. */
  private static <L> Optional<L> shipped(String key, LabelLearner<L> learner) {
    String resource = "/models/columns/" + key + SUFFIX;
    try (InputStream file = LabelSetFiles.class.getResourceAsStream(resource)) {
      return file == null ? Optional.empty() : Optional.of(parse(file.readAllBytes(), learner));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " is damaged", e);
    }
  }

  void write(String key, List<String> labels, short[] columns) {
    try {
      Path part = Files.createTempFile(directory, key, ".part");
      var crc = new CRC32();
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new CheckedOutputStream(Files.newOutputStream(part), crc), 1 << 16))) {
        out.writeInt(MAGIC);
        out.writeInt(labels.size());
        for (String label : labels) {
          out.writeUTF(label);
        }
        out.writeInt(columns.length);
        for (short value : columns) {
          out.writeShort(value);
        }
        out.flush();
        out.writeLong(crc.getValue());
      }
      Files.move(part, directory.resolve(key + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
      prune();
    } catch (IOException e) {
      // The set stays in memory until the next start.
      LOG.log(System.Logger.Level.WARNING, "a learnt label set could not be saved", e);
    }
  }

  private static <L> L parse(byte[] file, LabelLearner<L> learner) throws IOException {
    int body = file.length - Long.BYTES;
    if (body < 0) {
      throw new IOException("cut off");
    }
    var crc = new CRC32();
    crc.update(file, 0, body);
    if (ByteBuffer.wrap(file).getLong(body) != crc.getValue()) {
      throw new IOException("checksum differs");
    }
    var in = new DataInputStream(new ByteArrayInputStream(file, 0, body));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a file of columns");
    }
    int count = in.readInt();
    var labels = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      labels.add(in.readUTF());
    }
    short[] columns = new short[in.readInt()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = in.readShort();
    }
    return learner.scorer(labels, columns);
  }

  /**
   * Keeps the most recently used, so that a seller who edits a vocabulary all day fills no disk.
   */
  private void prune() throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> files = Files.list(directory)) {
      newestFirst =
          files
              .filter(file -> file.toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
              .toList();
    }
    long total = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      total += Files.size(newestFirst.get(i));
      if (i > 0 && (i >= MAX_FILES || total > MAX_TOTAL)) {
        delete(newestFirst.get(i));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot delete " + file, e);
    }
  }

  /** {@return lower-case hexadecimal SHA-256} */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }
}

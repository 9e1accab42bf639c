package dev.vitrine.local.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far a table's stream was taken, in a file: the stream's ARN in the first line, then in each
 * line a shard and the sequence number of its last record that was taken. The file is written at
 * most once a second, so it may be older than what was taken, and never is newer. It lies in the
 * folder of the database: whoever puts back a copy of that folder puts back its checkpoint too.
 */
final class StreamCheckpoint {
  private static final Logger LOG = Logger.getLogger(StreamCheckpoint.class);
  private static final Duration WRITTEN_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final Map<String, String> taken = new TreeMap<>();
  private String stream = "";
  private boolean unwritten;
  private long nextWrite = System.nanoTime();

  StreamCheckpoint(Path file) {
    this.file = file;
  }

  /**
   * Reads the file at the first call. A file that is missing, damaged or of another stream says
   * nothing.
   *
   * @param arn of the stream
   * @param shards that the stream has; others are forgotten
   */
  void open(String arn, Set<String> shards) {
    if (!arn.equals(stream)) {
      stream = arn;
      taken.clear();
      taken.putAll(read());
    }
    taken.keySet().retainAll(shards);
  }

  /** {@return sequence number of the last record taken; null if nothing is known} */
  @Nullable String last(String shard) {
    return taken.get(shard);
  }

  void took(String shard, String sequenceNumber) {
    taken.put(shard, sequenceNumber);
    unwritten = true;
  }

  void writeInTime() {
    if (System.nanoTime() - nextWrite >= 0) {
      write();
    }
  }

  /** Replaces the file in one step. A failure is logged: an older checkpoint is right as well. */
  void write() {
    if (!unwritten) {
      return;
    }
    String lines =
        taken.entrySet().stream()
            .map(one -> "\n" + one.getKey() + " " + one.getValue())
            .collect(Collectors.joining());
    nextWrite = System.nanoTime() + WRITTEN_EVERY.toNanos();
    try {
      PrivateFile.write(file, stream + lines);
      unwritten = false;
    } catch (IOException e) {
      LOG.warnf("%s cannot be written, so the next start reads more of the stream: %s", file, e);
    }
  }

  private Map<String, String> read() {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.isEmpty() || !lines.get(0).equals(stream)) {
        return Map.of();
      }
      Map<String, String> read = new TreeMap<>();
      for (String line : lines.subList(1, lines.size())) {
        int space = line.indexOf(' ');
        if (space < 1 || !line.substring(space + 1).matches("[0-9]+")) {
          throw new IOException("no shard and sequence number: " + line);
        }
        read.put(line.substring(0, space), line.substring(space + 1));
      }
      return read;
    } catch (IOException e) {
      LOG.warnf(
          "%s cannot be read, so the table's stream is read from its oldest record on: %s",
          file, e);
      return Map.of();
    }
  }
}

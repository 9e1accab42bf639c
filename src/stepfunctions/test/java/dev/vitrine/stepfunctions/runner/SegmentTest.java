package dev.vitrine.stepfunctions.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any thread may read a segment while another one gives its file descriptor back. */
class SegmentTest {
  private static final int READS = 20_000;

  @TempDir Path directory;

  @Test
  void isReadWhileItsFileIsClosedAgainAndAgain() throws Exception {
    byte[] body = "{\"t\":1}".getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(Segment.length(body));
    Segment.encode(bytes, 7, 0, body);
    AtomicBoolean over = new AtomicBoolean();
    try (Segment segment = Segment.open(directory, 1)) {
      segment.create();
      segment.write(bytes.flip(), 0);
      CompletableFuture<Void> closing =
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  release(segment);
                }
              });
      try {
        for (int i = 0; i < READS; i++) {
          assertThat(segment.read(0)).isPresent();
        }
      } finally {
        over.set(true);
      }
      closing.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void hasOneNameWhateverTheLocale() throws Exception {
    Locale before = Locale.getDefault();
    try {
      // Its digits are not 0 to 9.
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      try (Segment segment = Segment.open(directory, 12)) {
        assertThat(segment.file()).hasFileName("0000000012.log");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void release(Segment segment) {
    try {
      segment.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

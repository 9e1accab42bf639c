package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void growsWhileTheClockStandsStill() throws IOException {
    Sequencer sequencer = new Sequencer(folder.resolve("sequencer"), NOON);

    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      numbers.add(sequencer.next());
    }

    assertThat(numbers).isSorted().doesNotHaveDuplicates().allMatch(n -> n.matches("[0-9A-F]{16}"));
  }

  @Test
  void growsOverARestartWithTheClockSetBack() throws IOException {
    Path file = folder.resolve("sequencer");
    String before = new Sequencer(file, NOON).next();
    Clock yesterday = Clock.offset(NOON, Duration.ofDays(-1));

    String after = new Sequencer(file, yesterday).next();

    assertThat(after).isGreaterThan(before);
  }

  @Test
  void refusesAFileThatIsNotItsOwn() throws IOException {
    Path file = Files.writeString(folder.resolve("sequencer"), "tea");

    assertThatThrownBy(() -> new Sequencer(file, NOON)).hasMessageContaining("tea");
  }
}

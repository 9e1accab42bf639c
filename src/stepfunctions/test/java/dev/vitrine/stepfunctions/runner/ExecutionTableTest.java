package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import dev.vitrine.stepfunctions.runner.ExecutionTable.ExecutionRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionTableTest {

  private static final long ROWS = 2L * ExecutionTable.FILE_ROWS + 700;

  @TempDir Path directory;

  private static ExecutionRow row(long number) {
    return new ExecutionRow(number, 7, number + 1, 0, 1, 0, Status.RUNNING, 0);
  }

  private static ExecutionTable fill(ExecutionTable table) throws Exception {
    for (long number = 0; number < ROWS; number++) {
      table.put(row(number));
    }
    return table;
  }

  private static List<Long> newestFirst(ExecutionTable table, long before) throws Exception {
    List<Long> seen = new ArrayList<>();
    table.newestFirst(before, row -> seen.add(row.execution()));
    return seen;
  }

  private static List<Long> numbers(long newest, long oldest) {
    return LongStream.rangeClosed(-newest, -oldest).map(n -> -n).boxed().toList();
  }

  @Test
  void showsRowsNewestFirstOverSeveralFiles() throws Exception {
    fill(new ExecutionTable(directory)).close();
    try (ExecutionTable table = new ExecutionTable(directory)) {
      assertThat(newestFirst(table, Long.MAX_VALUE)).isEqualTo(numbers(ROWS - 1, 0));
      assertThat(newestFirst(table, 1_000)).isEqualTo(numbers(999, 0));
      assertThat(table.get(ROWS - 1)).contains(row(ROWS - 1));
      assertThat(table.get(ROWS)).isEmpty();
    }
  }

  @Test
  void findsItsRowsAgainWhateverTheLocale() throws Exception {
    Locale before = Locale.getDefault();
    try {
      // Its digits are not 0 to 9.
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      fill(new ExecutionTable(directory)).close();
    } finally {
      Locale.setDefault(before);
    }
    try (ExecutionTable table = new ExecutionTable(directory)) {
      assertThat(table.get(ROWS - 1)).contains(row(ROWS - 1));
    }
  }

  @Test
  void deletesTheOldestFilesAsFarAsAllTheirRowsAreGone() throws Exception {
    try (ExecutionTable table = fill(new ExecutionTable(directory))) {
      long oldest = 2L * ExecutionTable.FILE_ROWS - 1;
      table.deleteOldest(row -> row.execution() < oldest);
      assertThat(table.first()).isEqualTo(ExecutionTable.FILE_ROWS);
      assertThat(table.get(5)).isEmpty();
      assertThat(table.get(oldest)).contains(row(oldest));
      assertThat(newestFirst(table, Long.MAX_VALUE))
          .isEqualTo(numbers(ROWS - 1, ExecutionTable.FILE_ROWS));
      table.deleteOldest(row -> true);
      assertThat(table.first()).isEqualTo(2L * ExecutionTable.FILE_ROWS);
    }
  }

  @Test
  void cutsOffRowsThatTheJournalDoesNotKnow() throws Exception {
    try (ExecutionTable table = fill(new ExecutionTable(directory))) {
      table.truncate(3);
      assertThat(newestFirst(table, Long.MAX_VALUE)).isEqualTo(List.of(2L, 1L, 0L));
    }
  }
}

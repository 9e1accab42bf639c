package dev.vitrine.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the lines of an export in a temporary file until all are known, and with them all columns.
 * What is written is gone with {@link #close}.
 */
final class RowSpool implements Closeable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private final Set<String> columns = new LinkedHashSet<>();
  private final Path file;
  private final SequenceWriter rows;

  RowSpool() throws IOException {
    this.file = Files.createTempFile("vitrine-export", ".json");
    this.rows = JSON.writer().withRootValueSeparator("\n").writeValues(file.toFile());
  }

  /** Adds the lines of a part. Columns that the parts before do not have come last. */
  void add(CsvExport part) throws IOException {
    columns.addAll(part.columns());
    for (Iterator<Map<String, String>> each = part.rows().iterator(); each.hasNext(); ) {
      rows.write(each.next());
    }
  }

  /** Writes all lines as CSV, below the names of the columns. */
  void writeTo(OutputStream csv) throws IOException {
    rows.flush();
    List<String> names = List.copyOf(columns);
    csv.write(Csv.line(names).getBytes(StandardCharsets.UTF_8));
    try (MappingIterator<Map<String, String>> all = JSON.readerFor(ROW).readValues(file.toFile())) {
      while (all.hasNextValue()) {
        String line = Csv.line(CsvExport.cells(names, all.nextValue()));
        csv.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
    } finally {
      Files.deleteIfExists(file);
    }
  }
}

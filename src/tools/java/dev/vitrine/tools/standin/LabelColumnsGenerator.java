package dev.vitrine.tools.standin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.model.ShippedColumns;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes {@code models/columns}: what the stand-in learns of each label set of the shipped
 * vocabulary, so that a first start learns nothing. Needed again when a label of {@code
 * retail.json}, the class list or MiniLM changes; files of sets that are gone are deleted:
 *
 * <pre>
 * src/tools/run standin.LabelColumnsGenerator src/local/resources/models/columns
 * </pre>
 */
public final class LabelColumnsGenerator {
  private LabelColumnsGenerator() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: LabelColumnsGenerator <folder to write>");
    }
    Path folder = Path.of(args[0]);
    List<LabelSet> sets = new ShippedVocabulary(new ObjectMapper()).of("").labelSets();
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    ShippedColumns.write(folder, sets);
    System.out.println(sets.size() + " label sets written to " + folder);
  }
}

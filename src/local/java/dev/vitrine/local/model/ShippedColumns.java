package dev.vitrine.local.model;

import dev.vitrine.vocabulary.LabelSet;
import java.nio.file.Path;
import java.util.List;

/** Learns the shipped vocabulary at build time, so that the first start need not. */
public final class ShippedColumns {
  private ShippedColumns() {}

  /**
   * Writes one file a label set, as {@link LabelSets} would.
   *
   * @param directory usually {@code src/local/resources/models/columns}; made when missing
   */
  public static void write(Path directory, List<LabelSet> sets) {
    LabelSetFiles files = new LabelSetFiles(directory);
    try (var embedder = new LabelEmbedder()) {
      for (LabelSet set : sets) {
        files.write(StandInLabels.key(set.name()), set.labels(), embedder.columns(set.labels()));
      }
    }
  }
}

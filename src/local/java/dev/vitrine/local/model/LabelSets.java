package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.vocabulary.LabelSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The label sets that the model knows, by {@linkplain LabelSet#name name}: the last used in memory,
 * more of them on disk, so that they survive a restart.
 */
final class LabelSets {
  /** Of scorers: one of 5,000 labels and six of 500; the whole application has 700 MB. */
  private static final long MEMORY = 64L << 20;

  /** Changes with {@link ClassWords}; another way of scoring from the same fits leaves it. */
  private static final String FITTING = "vitrine-stand-in/efficientnet-lite0+minilm@1";

  private final LabelSetFiles files;
  private final Object learning = new Object();
  private final Map<String, ZeroShotScorer> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Knows the label sets that an earlier start learnt.
   *
   * @param directory of the learnt label sets; made if missing
   */
  LabelSets(Path directory) {
    files = new LabelSetFiles(directory);
  }

  /** The set of that name, if it was learnt and not pruned since. */
  Optional<ZeroShotScorer> find(String name) {
    synchronized (known) {
      ZeroShotScorer scorer = known.get(name);
      if (scorer != null) {
        return Optional.of(scorer);
      }
    }
    Optional<ZeroShotScorer> saved = files.read(key(name));
    saved.ifPresent(scorer -> remember(name, scorer));
    return saved;
  }

  /** The set, embedded now unless it is known. */
  ZeroShotScorer learn(LabelSet set) {
    return learn(List.of(set)).get(0);
  }

  /**
   * The sets, those embedded now that are not known. One caller at a time, so that MiniLM is never
   * in memory twice; those who ask for known sets do not wait.
   */
  List<ZeroShotScorer> learn(List<LabelSet> sets) {
    Map<String, ZeroShotScorer> scorers = new HashMap<>();
    if (!allKnown(sets, scorers)) {
      synchronized (learning) {
        if (!allKnown(sets, scorers)) {
          learnNow(sets, scorers);
        }
      }
    }
    return sets.stream().map(set -> Objects.requireNonNull(scorers.get(set.name()))).toList();
  }

  private boolean allKnown(List<LabelSet> sets, Map<String, ZeroShotScorer> scorers) {
    for (LabelSet set : sets) {
      if (!scorers.containsKey(set.name())) {
        find(set.name()).ifPresent(scorer -> scorers.put(set.name(), scorer));
      }
    }
    return sets.stream().allMatch(set -> scorers.containsKey(set.name()));
  }

  private void learnNow(List<LabelSet> sets, Map<String, ZeroShotScorer> scorers) {
    try (var embedder = new LabelEmbedder()) {
      for (LabelSet set : sets) {
        if (!scorers.containsKey(set.name())) {
          short[] columns = embedder.columns(set.labels());
          files.write(key(set.name()), set.labels(), columns);
          ZeroShotScorer scorer = scorer(set.labels(), columns);
          remember(set.name(), scorer);
          scorers.put(set.name(), scorer);
        }
      }
    }
  }

  /** From float16, whether new or read from disk, so that a restart changes no score. */
  static ZeroShotScorer scorer(List<String> labels, short[] columns) {
    float[] fit = new float[columns.length];
    for (int i = 0; i < fit.length; i++) {
      fit[i] = Fp16Conversions.fp16ToFloat(columns[i]);
    }
    return new ZeroShotScorer(labels, fit);
  }

  private void remember(String name, ZeroShotScorer scorer) {
    synchronized (known) {
      known.put(name, scorer);
      long size = known.values().stream().mapToLong(ZeroShotScorer::size).sum();
      var eldest = known.entrySet().iterator();
      while (size > MEMORY && known.size() > 1) {
        size -= eldest.next().getValue().size();
        eldest.remove();
      }
    }
  }

  /** Columns belong to the way labels are fitted to classes as much as to the labels. */
  static String key(String name) {
    return LabelSetFiles.sha256((FITTING + "\n" + name).getBytes(StandardCharsets.UTF_8));
  }
}

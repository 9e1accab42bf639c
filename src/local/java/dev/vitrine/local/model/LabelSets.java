package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * Knows what an earlier start learnt.
   *
   * @param directory for what is to survive; made when missing
   */
  LabelSets(Path directory) {
    files = new LabelSetFiles(directory);
  }

  /** The set of that name, if it was ever learnt and not long unused. */
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

  /**
   * The set, embedded now unless it is known. One caller at a time, so that MiniLM is never in
   * memory twice; those who ask for known sets do not wait.
   */
  ZeroShotScorer learn(LabelSet set) {
    String name = set.name();
    Optional<ZeroShotScorer> scorer = find(name);
    if (scorer.isPresent()) {
      return scorer.get();
    }
    synchronized (learning) {
      return find(name).orElseGet(() -> learnNow(name, set.labels()));
    }
  }

  private ZeroShotScorer learnNow(String name, List<String> labels) {
    short[] columns = embed(labels);
    files.write(key(name), labels, columns);
    ZeroShotScorer scorer = scorer(labels, columns);
    remember(name, scorer);
    return scorer;
  }

  /** From float16, whether new or read from disk, so that a restart changes no score. */
  static ZeroShotScorer scorer(List<String> labels, short[] columns) {
    float[] fit = new float[columns.length];
    for (int i = 0; i < fit.length; i++) {
      fit[i] = Fp16Conversions.fp16ToFloat(columns[i]);
    }
    return new ZeroShotScorer(labels, fit);
  }

  /**
   * Reads the labels without the templates: MiniLM compares words with words, and templates were
   * tried and gave nothing.
   */
  static short[] embed(List<String> labels) {
    float[][] vectors;
    try (var encoder = new SentenceEncoder()) {
      vectors = encoder.encode(labels);
    }
    List<ImageNetClass> classes = ImageNetClass.all();
    var words = new ClassWords(classes);
    short[] columns = new short[classes.size() * labels.size()];
    for (int l = 0; l < vectors.length; l++) {
      float[] fit = words.fit(labels.get(l), vectors[l]);
      for (int c = 0; c < fit.length; c++) {
        columns[c * vectors.length + l] = Fp16Conversions.floatToFp16(fit[c]);
      }
    }
    return columns;
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

  /** Columns belong to a model as much as to the labels. */
  static String key(String name) {
    return LabelSet.sha256((ModelName.CLIP + "\n" + name).getBytes(StandardCharsets.UTF_8));
  }
}

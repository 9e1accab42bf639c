package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds how well labels describe each class. Opening MiniLM and the class words takes longer than a
 * hundred labels do, so sets that come together share them, and a label that two sets have is read
 * once. Some 200 MB while open.
 */
final class LabelEmbedder implements AutoCloseable {
  /** 2 KB each. */
  private static final int REMEMBERED = 12_000;

  private final SentenceEncoder encoder = new SentenceEncoder();
  private final List<ImageNetClass> classes = ImageNetClass.all();
  private final ClassWords words = new ClassWords(classes);
  private final Map<String, short[]> known = new HashMap<>();

  /**
   * Reads the labels without the templates: MiniLM compares words with words, and templates were
   * tried and gave nothing.
   *
   * @return float16, class by class, for each class one number a label
   */
  short[] columns(List<String> labels) {
    List<String> unknown = labels.stream().filter(label -> !known.containsKey(label)).toList();
    if (known.size() + unknown.size() > REMEMBERED) {
      known.clear();
      unknown = labels;
    }
    float[][] vectors = encoder.encode(unknown);
    for (int l = 0; l < vectors.length; l++) {
      known.put(unknown.get(l), halves(words.fit(unknown.get(l), vectors[l])));
    }
    short[] columns = new short[classes.size() * labels.size()];
    for (int l = 0; l < labels.size(); l++) {
      short[] fit = known.getOrDefault(labels.get(l), new short[0]);
      for (int c = 0; c < fit.length; c++) {
        columns[c * labels.size() + l] = fit[c];
      }
    }
    return columns;
  }

  private static short[] halves(float[] fit) {
    short[] halves = new short[fit.length];
    for (int c = 0; c < fit.length; c++) {
      halves[c] = Fp16Conversions.floatToFp16(fit[c]);
    }
    return halves;
  }

  @Override
  public void close() {
    encoder.close();
  }
}

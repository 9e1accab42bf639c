package dev.vitrine.local.model;

import ai.onnxruntime.platform.Fp16Conversions;
import dev.vitrine.vocabulary.LabelSet;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** The stand-in's label sets: how well each label describes each class of ImageNet. */
final class StandInLabels implements LabelLearner<ZeroShotScorer> {
  /** Changes with {@link ClassWords}; another way of scoring from the same fits leaves it. */
  private static final String FITTING = "vitrine-stand-in/efficientnet-lite0+minilm@1";

  private StandInLabels() {}

  /**
   * {@return the label sets that an earlier start learnt, and all that are learnt from now on}
   *
   * @param directory of the learnt label sets; made if missing
   */
  static LabelSets<ZeroShotScorer> in(Path directory) {
    return new LabelSets<>(directory, new StandInLabels());
  }

  /** {@return the name of the file with the set's columns, without its ending} */
  static String key(String name) {
    return LabelSets.key(FITTING, name);
  }

  @Override
  public String fitting() {
    return FITTING;
  }

  /** {@inheritDoc} Takes a moment a label, and is never given up. */
  @Override
  public void learn(List<LabelSet> sets, long end, BiConsumer<LabelSet, short[]> learnt) {
    try (var embedder = new LabelEmbedder()) {
      for (LabelSet set : sets) {
        learnt.accept(set, embedder.columns(set.labels()));
      }
    }
  }

  /** From float16, whether new or read from disk, so that a restart changes no score. */
  @Override
  public ZeroShotScorer scorer(List<String> labels, short[] columns) {
    float[] fit = new float[columns.length];
    for (int i = 0; i < fit.length; i++) {
      fit[i] = Fp16Conversions.fp16ToFloat(columns[i]);
    }
    return new ZeroShotScorer(labels, fit);
  }
}

package dev.vitrine.local.eyes;

import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import dev.vitrine.local.model.LabelLearner;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.vocabulary.LabelSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Learns label sets with a model's text side. A label's embedding is the mean over the templates,
 * brought back to length 1.
 */
final class LabelReader implements LabelLearner<LabelVectors> {
  /** Single labels, so that a set that shares labels with another one costs only the rest. */
  private static final int REMEMBERED = 20_000;

  private final String fitting;
  private final TextReading texts;
  private final ScoreScale scale;

  /** By label and templates; only the one who learns changes it. */
  private final Map<List<String>, short[]> known =
      Collections.synchronizedMap(new LinkedHashMap<>());

  LabelReader(String fitting, TextReading texts, ScoreScale scale) {
    this.fitting = fitting;
    this.texts = texts;
    this.scale = scale;
  }

  @Override
  public String fitting() {
    return fitting;
  }

  @Override
  public LabelVectors scorer(List<String> labels, short[] numbers) {
    return new LabelVectors(labels, numbers, scale);
  }

  @Override
  public void learn(List<LabelSet> sets, long end, BiConsumer<LabelSet, short[]> learnt) {
    texts.read(
        side -> {
          for (LabelSet set : sets) {
            learnt.accept(set, numbers(side, set, end));
          }
          return sets.size();
        });
  }

  private short[] numbers(TextSide side, LabelSet set, long end) {
    List<String> labels = new ArrayList<>(set.labels());
    labels.add("");
    List<String> unread =
        labels.stream().filter(label -> !known.containsKey(key(label, set))).toList();
    if (known.size() + unread.size() > REMEMBERED) {
      known.clear();
      unread = labels;
    }
    int step = Math.max(1, side.most() / set.templates().size());
    for (int from = 0; from < unread.size(); from += step) {
      // One part is read however late it is, so that those who ask again come to an end.
      if (from > 0 && System.nanoTime() - end > 0) {
        throw new EndpointException(
            EndpointError.DEADLINE,
            from + " of " + unread.size() + " new labels are read and kept; ask again.");
      }
      read(side, set, unread.subList(from, Math.min(unread.size(), from + step)));
    }
    short[] numbers = new short[0];
    for (int l = 0; l < labels.size(); l++) {
      short[] row = known.getOrDefault(key(labels.get(l), set), numbers);
      if (l == 0) {
        numbers = new short[labels.size() * row.length];
      }
      System.arraycopy(row, 0, numbers, l * row.length, row.length);
    }
    return numbers;
  }

  /** {@return how many labels of a set are not read yet} */
  int unread(LabelSet set) {
    return (int) set.labels().stream().filter(label -> !known.containsKey(key(label, set))).count();
  }

  private static List<String> key(String label, LabelSet set) {
    List<String> key = new ArrayList<>(set.templates());
    key.add(label);
    return key;
  }

  private void read(TextSide side, LabelSet set, List<String> labels) {
    List<String> sentences = new ArrayList<>();
    for (String label : labels) {
      for (String template : set.templates()) {
        String sentence = template.replace(LabelSet.PLACE, label).strip();
        sentences.add(sentence.isEmpty() ? TextReader.ANYTHING : sentence);
      }
    }
    float[][] vectors = side.encode(sentences);
    int templates = set.templates().size();
    for (int l = 0; l < labels.size(); l++) {
      float[][] own = Arrays.copyOfRange(vectors, l * templates, (l + 1) * templates);
      float[] mean = mean(own);
      if (!Vectors.isUnit(mean)) {
        throw new IllegalStateException(
            "the model answers the text “%s” with numbers that cannot be used"
                .formatted(labels.get(l)));
      }
      known.put(key(labels.get(l), set), LabelVectors.numbers(mean));
    }
  }

  private static float[] mean(float[][] vectors) {
    float[] mean = new float[vectors[0].length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.length;
      }
    }
    Vectors.normalize(mean);
    return mean;
  }
}

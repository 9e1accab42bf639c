package dev.vitrine.local.model;

import dev.vitrine.vocabulary.LabelSet;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How one model learns label sets. What is learnt are numbers, kept as float16, from which a scorer
 * is made.
 *
 * @param <L> scores the labels of one set
 */
public interface LabelLearner<L> {
  /**
   * {@return what the numbers belong to beside the labels: the model, its weights, the way of
   * learning} Numbers learnt under another name are not read.
   */
  String fitting();

  /**
   * Learns sets that came together.
   *
   * @param end by System.nanoTime(), after which it gives up
   * @param learnt told of each set when its numbers are there, so that they are kept whatever
   *     happens to the next one
   * @throws EndpointException DEADLINE when it takes too long; the caller asks again
   */
  void learn(List<LabelSet> sets, long end, BiConsumer<LabelSet, short[]> learnt);

  /**
   * {@return the scorer of a set}
   *
   * @param numbers float16, as {@link #learn} gave them
   * @throws IllegalArgumentException if they do not fit the labels
   */
  L scorer(List<String> labels, short[] numbers);
}

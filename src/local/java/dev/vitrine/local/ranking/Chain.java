package dev.vitrine.local.ranking;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.ranking.Composer.ComposedPrompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds the phrase that brings the whole text nearest to the picture, or takes it farthest, again
 * and again. Ends when nothing brings it nearer, when it is full, or at the deadline, with the best
 * text on the way.
 */
final class Chain {
  /** Most phrases that a chain chooses from. */
  static final int PHRASES = 2048;

  /** Texts between two looks at the clock. */
  private static final int TEXTS = 16;

  /** Phrases that a chain away from the picture has at least. */
  static final int LEAST_NEGATIVE = 8;

  private final ClipFolder clip;
  private final PhraseRanking ranking;
  private final float[] seen;
  private final LongSupplier clock;
  private final long deadline;
  private @Nullable Cut cut;

  /**
   * @param clock nanoseconds
   * @param deadline by that clock
   */
  Chain(ClipFolder clip, PhraseRanking ranking, float[] seen, LongSupplier clock, long deadline) {
    this.clip = clip;
    this.ranking = ranking;
    this.seen = seen;
    this.clock = clock;
    this.deadline = deadline;
  }

  /**
   * The step that the deadline cut.
   *
   * @param head the text to which it would have added a phrase
   * @param step from 1
   * @param scored the phrases that it had tried with the head, those that suit best first
   * @param of how many there were to try
   */
  record Cut(ComposedPrompt head, int step, List<Integer> scored, int of) {
    Cut {
      scored = List.copyOf(scored);
    }

    @Override
    public String toString() {
      return "in step %d, with %d of %d texts read".formatted(step, scored.size(), of);
    }
  }

  /** {@return where the deadline cut the chain; empty if it came to its end} */
  Optional<Cut> cut() {
    return Optional.ofNullable(cut);
  }

  /**
   * Grows a text towards the picture.
   *
   * @param least phrases that are added even if they bring it no nearer
   */
  ComposedPrompt near(ComposedPrompt start, List<Integer> places, int least, int most) {
    return grow(start, once(places), least, most, 1);
  }

  /** Grows a text away from the picture, from the farthest of the phrases. */
  ComposedPrompt far(List<Integer> places, int most) {
    List<Integer> left = once(places);
    double[] away = left.stream().mapToDouble(place -> -ranking.cosine(place)).toArray();
    int first = left.remove(largest(away));
    ComposedPrompt start = new ComposedPrompt(ranking.phrase(first), List.of(first), false, "");
    return grow(start, left, LEAST_NEGATIVE, most, -1);
  }

  private ComposedPrompt grow(
      ComposedPrompt start, List<Integer> left, int least, int most, int sign) {
    return clip.reading(
        () -> {
          ComposedPrompt now = start;
          double score = sign * clip.cosines(List.of(now.text()), seen)[0];
          ComposedPrompt best = now;
          double bestScore = score;
          for (int step = 0; step < most; step++) {
            List<Integer> fitting = fitting(now.text(), left);
            double[] scores = scores(now.text(), fitting, sign);
            int chosen = largest(scores);
            if (scores.length < fitting.size()) {
              cut = new Cut(now, step + 1, ordered(fitting, scores), fitting.size());
              return scores.length == 0 || scores[chosen] <= bestScore
                  ? best
                  : plus(now, fitting.get(chosen));
            }
            if (fitting.isEmpty() || (scores[chosen] <= score && step >= least)) {
              return best;
            }
            Integer place = fitting.get(chosen);
            now = plus(now, place);
            score = scores[chosen];
            if (score > bestScore) {
              best = now;
              bestScore = score;
            }
            left.remove(place);
          }
          return best;
        });
  }

  private ComposedPrompt plus(ComposedPrompt text, Integer place) {
    return text.and(ranking.phrase(place), List.of(place));
  }

  private static List<Integer> ordered(List<Integer> places, double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .map(places::get)
        .toList();
  }

  private List<Integer> fitting(String head, List<Integer> places) {
    List<String> texts =
        places.stream().map(place -> Composer.joined(head, ranking.phrase(place))).toList();
    boolean[] fitting = clip.fitting(texts);
    List<Integer> some = new ArrayList<>();
    for (int i = 0; i < fitting.length; i++) {
      if (fitting[i]) {
        some.add(places.get(i));
      }
    }
    return some;
  }

  /** {@return a score of the head with each phrase; fewer than phrases when the time is up} */
  private double[] scores(String head, List<Integer> places, int sign) {
    double[] scores = new double[places.size()];
    for (int from = 0; from < scores.length; from += TEXTS) {
      if (clock.getAsLong() - deadline > 0) {
        return Arrays.copyOf(scores, from);
      }
      List<Integer> some = places.subList(from, Math.min(scores.length, from + TEXTS));
      List<String> texts =
          some.stream().map(place -> Composer.joined(head, ranking.phrase(place))).toList();
      double[] cosines = clip.cosines(texts, seen);
      for (int i = 0; i < cosines.length; i++) {
        scores[from + i] = sign * cosines[i];
      }
    }
    return scores;
  }

  /** Each phrase once, for a flavor may also be a negative word: at its last place in the order. */
  private List<Integer> once(List<Integer> places) {
    Map<String, Integer> byPhrase = new LinkedHashMap<>();
    for (int i = places.size() - 1; i >= 0; i--) {
      byPhrase.put(ranking.phrase(places.get(i)), places.get(i));
    }
    List<Integer> once = new ArrayList<>(byPhrase.values());
    Collections.reverse(once);
    return once;
  }

  /** {@return the index of the largest; of equal ones the first, and 0 of none} */
  static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}

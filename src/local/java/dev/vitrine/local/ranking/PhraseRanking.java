package dev.vitrine.local.ranking;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.vocabulary.LabelSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The phrases of the lists by their nearness to one picture. */
final class PhraseRanking {
  private final WordLists lists;

  /** Of all phrases, by place. */
  private final double[] cosines;

  private PhraseRanking(WordLists lists, double[] cosines) {
    this.lists = lists;
    this.cosines = cosines;
  }

  /**
   * {@return the phrases' cosines with a picture; empty while the model does not know all of the
   * lists}
   *
   * @param seen the picture's embedding
   */
  static Optional<PhraseRanking> of(WordLists lists, ClipFolder clip, float[] seen) {
    double[] cosines = new double[lists.size()];
    int at = 0;
    for (LabelSet part : lists.parts()) {
      Optional<double[]> some = clip.cosines(part, seen);
      if (some.isEmpty()) {
        return Optional.empty();
      }
      System.arraycopy(some.get(), 0, cosines, at, some.get().length);
      at += some.get().length;
    }
    return Optional.of(new PhraseRanking(lists, cosines));
  }

  String phrase(int place) {
    return lists.phrase(place);
  }

  double cosine(int place) {
    return cosines[place];
  }

  /** {@return the name of the list that the phrase is in} */
  String listOf(int place) {
    return lists.listOf(place);
  }

  List<Integer> places(String list) {
    return lists.places(list);
  }

  /** {@return the places of a list's nearest phrases; equal ones in the order of the list} */
  List<Integer> nearest(String list, int count) {
    return first(list, count, Comparator.comparingDouble(place -> -cosines[place]));
  }

  /** {@return the places of a list's farthest phrases; equal ones in the order of the list} */
  List<Integer> farthest(String list, int count) {
    return first(list, count, Comparator.comparingDouble(place -> cosines[place]));
  }

  private List<Integer> first(String list, int count, Comparator<Integer> order) {
    List<Integer> places = new ArrayList<>(lists.places(list));
    places.sort(order);
    return new ArrayList<>(places.subList(0, Math.min(count, places.size())));
  }
}

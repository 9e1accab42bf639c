package dev.vitrine.tools.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a model is at one question, or at all of them.
 *
 * @param precision right ones of the claimed values
 * @param rolledUp of the right ones, how many say a parent of the right category
 * @param coverage labelled pictures with a claimed value
 * @param calibration of all that is claimed or suggested
 * @param ofClaims of the claims alone, which are few and matter most
 * @param curve precision when only values from some score on are taken, highest score first
 * @param confusions what is claimed wrongly, most frequent first
 */
record AttributeQuality(
    String attribute,
    Proportion precision,
    int rolledUp,
    Proportion coverage,
    Reliability calibration,
    Reliability ofClaims,
    List<Point> curve,
    List<Confusion> confusions) {
  private static final int MOST_CONFUSIONS = 20;
  private static final int POINTS = 20;

  /**
   * What would be if only values from that score on were claimed.
   *
   * @param coverage labelled pictures with a value
   */
  record Point(double score, double coverage, Proportion precision) {}

  /**
   * @param truth one of the right values
   */
  record Confusion(String truth, String claimed, int count) {}

  /**
   * @param judged values of this attribute
   * @param pictures that are labelled for it
   */
  static AttributeQuality of(String attribute, List<Judged> judged, int pictures) {
    List<Judged> claims = judged.stream().filter(Judged::claimed).toList();
    int right = (int) claims.stream().filter(Judged::right).count();
    int rolledUp = (int) claims.stream().filter(Judged::rolledUp).count();
    return new AttributeQuality(
        attribute,
        new Proportion(right, claims.size()),
        rolledUp,
        new Proportion(paths(claims), pictures),
        Reliability.of(judged),
        Reliability.of(claims),
        curve(judged, pictures),
        confusions(claims));
  }

  private static int paths(List<Judged> judged) {
    return (int) judged.stream().map(Judged::path).distinct().count();
  }

  private static List<Point> curve(List<Judged> judged, int pictures) {
    List<Judged> sorted = new ArrayList<>(judged);
    sorted.sort(Comparator.comparingDouble(Judged::score).reversed());
    List<Point> curve = new ArrayList<>();
    for (int i = 1; i <= POINTS && !sorted.isEmpty(); i++) {
      int n = Math.max(1, sorted.size() * i / POINTS);
      List<Judged> taken = sorted.subList(0, n);
      int right = (int) taken.stream().filter(Judged::right).count();
      double coverage = pictures == 0 ? 0 : (double) paths(taken) / pictures;
      curve.add(new Point(sorted.get(n - 1).score(), coverage, new Proportion(right, n)));
    }
    return curve;
  }

  private static List<Confusion> confusions(List<Judged> claims) {
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    claims.stream()
        .filter(one -> !one.right())
        .forEach(one -> counts.merge(List.of(one.truth(), one.value()), 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<List<String>, Integer>comparingByValue().reversed())
        .limit(MOST_CONFUSIONS)
        .map(one -> new Confusion(one.getKey().get(0), one.getKey().get(1), one.getValue()))
        .toList();
  }
}

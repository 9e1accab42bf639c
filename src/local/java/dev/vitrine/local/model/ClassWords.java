package dev.vitrine.local.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a label describes each of the 1000 classes.
 *
 * <p>A label that is a class's own word, or the word for what the class is a kind of, fits by the
 * letter; other labels fit as far as MiniLM finds their meanings near. Some 15 MB: made when an
 * unknown label set comes, not kept.
 */
final class ClassWords {
  private static final double PER_STEP_BY_LETTER = 0.95;
  private static final double PER_STEP_BY_MEANING = 0.9;
  private static final double HYPERNYM_BY_MEANING = 0.95;

  /**
   * The most that nearness of meaning gives a label which WordNet knows as another class or kind.
   * An electric guitar is near an acoustic one in meaning, and it is not one.
   */
  private static final double KNOWN_TO_BE_ELSE = 0.57;

  private final ClassVectors vectors;
  private final List<Places> places;
  private final Map<String, List<Hit>> byForm = new HashMap<>();

  /** Where a class's texts stand among the vectors. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Places(
      int[] names, int[] hypernyms, double[] fading, int definition, int context) {}

  /** A form names a class, or something that the class is a kind of. */
  private record Hit(int classIndex, double strength) {}

  ClassWords(List<ImageNetClass> classes) {
    vectors = ClassVectors.load(classes);
    places = new ArrayList<>(classes.size());
    for (ImageNetClass one : classes) {
      places.add(placesOf(one));
      one.names().forEach(name -> learnForms(one, name, 0));
      one.hypernyms().forEach(h -> h.lemmas().forEach(lemma -> learnForms(one, lemma, h.d())));
    }
  }

  /**
   * Compares a label with every class.
   *
   * @param label what the caller asks for
   * @param vector the label's sentence vector, of length 1
   * @return for each class how well the label describes it: about 1 for its own name, under 0.5 for
   *     something else
   */
  float[] fit(String label, float[] vector) {
    float[] cosine = vectors.cosines(vector);
    double[] byLetter = byLetter(label);
    boolean known = Arrays.stream(byLetter).anyMatch(strength -> strength > 0);
    float[] fit = new float[places.size()];
    for (int c = 0; c < fit.length; c++) {
      Places at = places.get(c);
      double best = byLetter[c];
      for (int name : at.names) {
        best = Math.max(best, cosine[name]);
      }
      for (int h = 0; h < at.hypernyms.length; h++) {
        best = Math.max(best, HYPERNYM_BY_MEANING * at.fading[h] * cosine[at.hypernyms[h]]);
      }
      double mixed = (best + cosine[at.definition] + 0.5 * cosine[at.context]) / 2.5;
      fit[c] = (float) (known && byLetter[c] == 0 ? Math.min(mixed, KNOWN_TO_BE_ELSE) : mixed);
    }
    return fit;
  }

  private double[] byLetter(String label) {
    double[] strength = new double[places.size()];
    for (String form : WordForms.of(label)) {
      for (Hit hit : byForm.getOrDefault(form, List.of())) {
        strength[hit.classIndex] = Math.max(strength[hit.classIndex], hit.strength);
      }
    }
    return strength;
  }

  private Places placesOf(ImageNetClass one) {
    var hypernyms = new ArrayList<Integer>();
    var fading = new ArrayList<Double>();
    for (ImageNetClass.Hypernym hypernym : one.hypernyms()) {
      for (String lemma : hypernym.lemmas()) {
        hypernyms.add(vectors.indexOf(lemma));
        fading.add(Math.pow(PER_STEP_BY_MEANING, hypernym.d()));
      }
    }
    return new Places(
        one.names().stream().mapToInt(vectors::indexOf).toArray(),
        hypernyms.stream().mapToInt(Integer::intValue).toArray(),
        fading.stream().mapToDouble(Double::doubleValue).toArray(),
        vectors.indexOf(one.definition()),
        vectors.indexOf(one.context()));
  }

  private void learnForms(ImageNetClass one, String words, int steps) {
    var hit = new Hit(one.i(), Math.pow(PER_STEP_BY_LETTER, steps));
    for (String form : WordForms.of(words)) {
      byForm.computeIfAbsent(form, f -> new ArrayList<>()).add(hit);
    }
  }
}

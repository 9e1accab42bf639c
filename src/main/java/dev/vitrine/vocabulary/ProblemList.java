package dev.vitrine.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects all problems of a file, so that a seller can mend them in one go. */
public final class ProblemList {
  /** So many problems are mostly one mistake, repeated on every line. */
  private static final int MOST = 100;

  private final List<VocabularyProblem> problems = new ArrayList<>();
  private int omitted;

  public void add(int line, String where, String message) {
    if (problems.size() < MOST) {
      problems.add(new VocabularyProblem(line, where, message));
    } else {
      omitted++;
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * @throws InvalidVocabularyException if there is a problem
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidVocabularyException(all());
    }
  }

  /** {@return the first 100 problems added, sorted by line, and a last one that counts the rest} */
  public List<VocabularyProblem> all() {
    List<VocabularyProblem> all = new ArrayList<>(problems);
    all.sort(Comparator.comparingInt(VocabularyProblem::line));
    if (omitted > 0) {
      int last = all.get(all.size() - 1).line();
      all.add(
          new VocabularyProblem(
              last, "", "And " + omitted + (omitted == 1 ? " more problem." : " more problems.")));
    }
    return all;
  }
}

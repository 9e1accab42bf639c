package dev.vitrine.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong with a file, so that a seller mends it once. */
public final class ProblemList {
  /** Who has more of them has one mistake in every line. */
  private static final int MOST = 100;

  private final List<VocabularyProblem> problems = new ArrayList<>();
  private int left;

  public void add(int line, String where, String message) {
    if (problems.size() < MOST) {
      problems.add(new VocabularyProblem(line, where, message));
    } else {
      left++;
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * @throws InvalidVocabularyException when there is any problem
   */
  void refuse() {
    if (!problems.isEmpty()) {
      throw new InvalidVocabularyException(all());
    }
  }

  /** {@return every problem, in the order of their lines} */
  public List<VocabularyProblem> all() {
    List<VocabularyProblem> all = new ArrayList<>(problems);
    all.sort(Comparator.comparingInt(VocabularyProblem::line));
    if (left > 0) {
      int last = all.get(all.size() - 1).line();
      all.add(new VocabularyProblem(last, "", "And " + left + " more problems."));
    }
    return all;
  }
}

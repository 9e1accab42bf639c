package dev.vitrine.vocabulary;

import java.util.List;

/** A file cannot be used as a vocabulary, and nothing of it is stored. */
public class InvalidVocabularyException extends RuntimeException {
  private final transient List<VocabularyProblem> problems;

  /**
   * @param problems at least one, in the order of their lines
   */
  public InvalidVocabularyException(List<VocabularyProblem> problems) {
    super(
        "line %d: %s: %s"
            .formatted(problems.get(0).line(), problems.get(0).where(), problems.get(0).message()));
    this.problems = List.copyOf(problems);
  }

  public List<VocabularyProblem> problems() {
    return problems;
  }
}

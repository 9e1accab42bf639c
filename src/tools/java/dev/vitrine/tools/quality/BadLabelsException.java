package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.VocabularyProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A file of labels has rows that the vocabulary does not allow, or that are malformed. */
class BadLabelsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param problems at least one, in the order of their lines
   */
  BadLabelsException(List<VocabularyProblem> problems) {
    super(
        problems.stream()
            .map(one -> "line " + one.line() + ": " + one.message())
            .collect(Collectors.joining("\n")));
  }
}

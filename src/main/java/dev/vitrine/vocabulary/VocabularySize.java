package dev.vitrine.vocabulary;

/** Checks that a vocabulary fits into a request to a model. */
final class VocabularySize {
  /** Most label sets in one request to the endpoints; three are not of attributes. */
  static final int MOST_GROUPS = 64;

  /** Leaves room for the picture in the 6 MiB of a request to SageMaker. */
  static final long MOST_BYTES = 3_000_000;

  private final Vocabulary vocabulary;
  private final ProblemList problems;

  VocabularySize(Vocabulary vocabulary, ProblemList problems) {
    this.vocabulary = vocabulary;
    this.problems = problems;
  }

  /** Adds all problems to the list. */
  void run() {
    labels("categories", vocabulary.tagSet());
    for (Question question : vocabulary.attributes()) {
      labels("attribute " + question.name(), vocabulary.setOf(question));
    }
    if (vocabulary.labelSets().size() > MOST_GROUPS) {
      add(
          "attributes",
          "At most " + (MOST_GROUPS - 3) + " attributes that are not measured are allowed.");
    }
    long bytes = vocabulary.labelSets().stream().mapToLong(LabelSet::bytes).sum();
    if (bytes > MOST_BYTES) {
      add("", "All labels together must have at most " + MOST_BYTES + " bytes, as JSON in UTF-8.");
    }
  }

  private void labels(String where, LabelSet set) {
    if (set.labels().size() > LabelSet.MOST_LABELS) {
      add(
          where,
          "There are %d labels and synonyms; at most %d are allowed."
              .formatted(set.labels().size(), LabelSet.MOST_LABELS));
    }
  }

  private void add(String where, String message) {
    problems.add(1, where, message);
  }
}

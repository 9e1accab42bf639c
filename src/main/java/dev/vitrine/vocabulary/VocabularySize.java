package dev.vitrine.vocabulary;

/** Finds what is more than a request to a model can carry. */
final class VocabularySize {
  /** Labels in one set, synonyms among them. */
  static final int MOST_LABELS = 5_000;

  /** What the endpoints take in one request; two of them are the categories and the tags. */
  static final int MOST_GROUPS = 64;

  /** SageMaker takes 6 MB in a request, and the picture is one of them. */
  private static final long MOST_CHARACTERS = 2_000_000;

  private final Vocabulary vocabulary;
  private final ProblemList problems;

  VocabularySize(Vocabulary vocabulary, ProblemList problems) {
    this.vocabulary = vocabulary;
    this.problems = problems;
  }

  void run() {
    labels("categories", vocabulary.tagSet());
    for (Question question : vocabulary.attributes()) {
      labels("attribute " + question.name(), vocabulary.setOf(question));
    }
    if (vocabulary.labelSets().size() > MOST_GROUPS) {
      add(
          "attributes",
          "There are more than " + (MOST_GROUPS - 2) + " attributes that a model answers.");
    }
    long characters =
        vocabulary.labelSets().stream()
            .flatMap(set -> set.labels().stream())
            .mapToLong(String::length)
            .sum();
    if (characters > MOST_CHARACTERS) {
      add("", "All labels together have more than " + MOST_CHARACTERS + " characters.");
    }
  }

  private void labels(String where, LabelSet set) {
    if (set.labels().size() > MOST_LABELS) {
      add(
          where,
          "%d labels and synonyms are more than %d.".formatted(set.labels().size(), MOST_LABELS));
    }
  }

  private void add(String where, String message) {
    problems.add(1, where, message);
  }
}

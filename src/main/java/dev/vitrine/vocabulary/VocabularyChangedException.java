package dev.vitrine.vocabulary;

/** Another vocabulary is live than the one that was to be replaced. */
public class VocabularyChangedException extends RuntimeException {
  /**
   * @param live name and version of the one that is
   */
  public VocabularyChangedException(String live) {
    super("The live vocabulary is " + live + " by now.");
  }
}

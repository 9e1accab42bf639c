package dev.vitrine.vocabulary;

/** The live vocabulary is not the one that the request wants to replace. */
public class VocabularyChangedException extends RuntimeException {
  /**
   * @param live name and version of the live vocabulary
   */
  public VocabularyChangedException(String live) {
    super("The vocabulary has been changed in the meantime: now " + live + " is live.");
  }
}

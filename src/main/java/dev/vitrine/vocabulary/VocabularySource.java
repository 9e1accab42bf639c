package dev.vitrine.vocabulary;

/** Finds the vocabulary that a seller's pictures are tagged with. */
public interface VocabularySource {

  /** {@return the seller's own live vocabulary, or else the shipped one} */
  Vocabulary of(String seller);
}

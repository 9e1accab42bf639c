package dev.vitrine.vocabulary;

/** Knows which vocabulary a seller's pictures are held against. */
public interface VocabularySource {

  /** {@return the seller's vocabulary, or the shipped one} */
  Vocabulary of(String seller);
}

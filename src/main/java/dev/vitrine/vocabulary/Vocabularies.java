package dev.vitrine.vocabulary;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sellers' own vocabularies, every version of them. One version is live; who has none of
 * their own has the shipped one.
 */
public interface Vocabularies extends VocabularySource {
  /** Takes the live vocabulary for what it may be. */
  Predicate<Vocabulary> ANY = live -> true;

  /**
   * Makes a vocabulary live, as a new version.
   *
   * @param vocabulary its version is not looked at
   * @param expected whether the vocabulary that is live now is the one that may be replaced
   * @return it under its version
   * @throws VocabularyChangedException when another is live
   * @throws VocabularyTooLargeException when it cannot be kept
   * @throws VocabularyUnavailableException when it cannot be kept now
   */
  Vocabulary put(String seller, Vocabulary vocabulary, Predicate<Vocabulary> expected);

  /**
   * Makes an earlier version live again. Nothing is lost: what was live stays a version.
   *
   * @param version null for the one before the live one
   * @return what is live now
   * @throws UnknownVersionException when the seller has no such version, or none before
   * @throws VocabularyChangedException when another is live than expected
   * @throws VocabularyUnavailableException when it cannot be done now
   */
  Vocabulary rollBack(String seller, @Nullable String version, Predicate<Vocabulary> expected);

  /** {@return all versions, newest first; the shipped one last} */
  List<VocabularyVersion> versions(String seller);
}

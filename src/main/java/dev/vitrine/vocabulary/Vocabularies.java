package dev.vitrine.vocabulary;

import dev.vitrine.table.TableUnavailableException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stores every version of sellers' own vocabularies. One version is live: for a seller without a
 * vocabulary of their own, the shipped one.
 */
public interface Vocabularies extends VocabularySource {
  /** Lets any live vocabulary be replaced. */
  Predicate<Vocabulary> ANY = live -> true;

  /**
   * Makes a vocabulary live, as a new version.
   *
   * @param vocabulary whose version is ignored
   * @param expected tells whether the vocabulary that is live now may be replaced
   * @return the vocabulary with its new version
   * @throws VocabularyChangedException if the live vocabulary is not the expected one
   * @throws VocabularyTooLargeException if the table cannot hold it
   * @throws TableUnavailableException if the table cannot be used at the moment
   */
  Vocabulary put(String seller, Vocabulary vocabulary, Predicate<Vocabulary> expected);

  /**
   * Makes an earlier version live again. The version that was live is kept.
   *
   * @param version null for the version before the live one
   * @return the vocabulary that is live now
   * @throws UnknownVersionException if there is no such version, or none before the live one
   * @throws RollbackOvertakenException if the version before the live one was asked for, and
   *     another version goes live meanwhile
   * @throws VocabularyChangedException if the live vocabulary is not the expected one
   * @throws TableUnavailableException if the table cannot be used at the moment
   */
  Vocabulary rollBack(String seller, @Nullable String version, Predicate<Vocabulary> expected);

  /** {@return all versions, newest first; the shipped one last} */
  List<VocabularyVersion> versions(String seller);
}

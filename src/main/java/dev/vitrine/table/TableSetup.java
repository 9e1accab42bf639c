package dev.vitrine.table;

/**
 * Makes the table. In AWS the template creates it; local mode and tests use this.
 *
 * <p>Key: {@code pk} (S, hash), {@code sk} (S, range); time to live on {@code expiresAt}; a stream
 * of keys. Global secondary indexes, {@code KEYS_ONLY} but for {@code cards}:
 *
 * <ul>
 *   <li>{@code newest}: {@code seller} (S, hash), {@code position} (S, range)
 *   <li>{@code cards}: the same keys, with the attribute {@code card}
 *   <li>{@code by-status}: {@code sellerStatus} (S, hash), {@code position} (S, range)
 *   <li>{@code unfinished}: {@code open} (S, hash), {@code openSince} (S, range)
 *   <li>{@code by-doubt}: {@code doubtOf} (S, hash), {@code doubt} (S, range)
 * </ul>
 *
 * docs/table.md lists the items, docs/decisions/0002-one-table.md says why.
 */
public interface TableSetup {

  /**
   * Creates the table unless it exists, and adds the indexes and the stream that the table of an
   * older release lacks. Waits until all can be used.
   */
  void createIfMissing();
}

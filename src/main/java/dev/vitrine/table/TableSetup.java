package dev.vitrine.table;

/**
 * Makes the table. In AWS the template creates it; local mode and tests do it by this.
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
   * Creates the table, unless it is there, and indexes and stream that an older version's table
   * lacks; waits until they can be used.
   */
  void createIfMissing();
}

package dev.vitrine.table;

/**
 * Makes the table. In AWS the template creates it; local mode and tests use this.
 *
 * <p>docs/table.md lists its items and indexes, docs/decisions/0002-one-table.md says why.
 */
public interface TableSetup {

  /**
   * Creates the table unless it exists, and adds the indexes and the stream that the table of an
   * older release lacks. Waits until all can be used.
   */
  void createIfMissing();
}

package dev.vitrine.table;

/** Where records of the table's stream are kept, for a person to see, that are not tried again. */
public interface GivenUpRecords {

  /**
   * Keeps a record.
   *
   * @param why it failed
   * @throws TableUnavailableException if it cannot be kept at the moment
   */
  void add(StreamRecord record, RuntimeException why);
}

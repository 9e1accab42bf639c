package dev.vitrine.table;

/**
 * An item of the table cannot be read: a newer release wrote it, or it is damaged. Repeating the
 * call does not help.
 */
public class UnreadableItemException extends RuntimeException {
  /**
   * @param item what it is of, and whose, for the log
   */
  public UnreadableItemException(String item, Throwable cause) {
    super(item + " cannot be read", cause);
  }
}

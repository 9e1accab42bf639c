package dev.vitrine.table;

/**
 * Somebody else changed the same item. Thrown by writes inside {@link Table#change}, which then
 * makes the change again from a fresh reading.
 */
public class TableConflictException extends RuntimeException {
  TableConflictException(Throwable cause) {
    super("an item was changed by somebody else", cause);
  }
}

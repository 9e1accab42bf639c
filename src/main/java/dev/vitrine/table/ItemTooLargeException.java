package dev.vitrine.table;

/** An item would exceed DynamoDB's 400 KB. Trying again does not help; nothing was written. */
public class ItemTooLargeException extends RuntimeException {
  public ItemTooLargeException(Throwable cause) {
    super("an item of the table would exceed 400 KB", cause);
  }
}

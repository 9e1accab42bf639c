package dev.vitrine.table;

/** A cursor was made up, or belongs to another seller or another query. */
public class InvalidCursorException extends RuntimeException {
  public InvalidCursorException() {
    super("the cursor belongs to no page of this list");
  }
}

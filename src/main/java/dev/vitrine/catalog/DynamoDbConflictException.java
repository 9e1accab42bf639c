package dev.vitrine.catalog;

/** Somebody else changed the same item; reading it again and trying once more will do. */
class DynamoDbConflictException extends RuntimeException {
  DynamoDbConflictException(Throwable cause) {
    super("an item was changed meanwhile", cause);
  }
}

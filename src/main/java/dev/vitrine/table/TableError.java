package dev.vitrine.table;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** What an error of DynamoDB means to its caller. */
enum TableError {
  /** Too many requests at the moment: the same call again, after a pause. */
  THROTTLED,
  /** Somebody else changed the item: read it again, and make the change again. */
  CONFLICT,
  /** The item would exceed 400 KB: do not repeat the call. */
  TOO_LARGE,
  /**
   * DynamoDB did not answer, answered with a fault of its own, or is still making the table: repeat
   * the call later.
   */
  UNREACHABLE,
  /** The request is wrong or not permitted, which is Vitrine's fault: do not repeat the call. */
  REFUSED;

  private static final Set<String> THROTTLES =
      Set.of(
          "ProvisionedThroughputExceeded",
          "ProvisionedThroughputExceededException",
          "ThrottlingError",
          "ThrottlingException",
          "RequestLimitExceeded");
  private static final Set<String> CONFLICTS =
      Set.of("ConditionalCheckFailed", "TransactionConflict");

  static TableError of(SdkException error) {
    if (error instanceof ConditionalCheckFailedException
        || error instanceof TransactionConflictException
        || error instanceof TransactionInProgressException) {
      return CONFLICT;
    }
    if (error instanceof TransactionCanceledException cancelled) {
      return ofReasons(cancelled);
    }
    if (!(error instanceof DynamoDbException refused)) {
      return UNREACHABLE;
    }
    String code = refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
    if (refused.isThrottlingException() || (code != null && THROTTLES.contains(code))) {
      return THROTTLED;
    }
    if (refused.statusCode() >= 500 || refused instanceof ResourceNotFoundException) {
      return UNREACHABLE;
    }
    if (isAboutSize(refused.getMessage())) {
      return TOO_LARGE;
    }
    // Without a code it is not DynamoDB that answers, but something on the way to it.
    return code == null ? UNREACHABLE : REFUSED;
  }

  private static TableError ofReasons(TransactionCanceledException cancelled) {
    TableError worst = REFUSED;
    for (CancellationReason reason : cancelled.cancellationReasons()) {
      if (isAboutSize(reason.message())) {
        return TOO_LARGE;
      }
      String code = Objects.requireNonNullElse(reason.code(), "");
      if (CONFLICTS.contains(code)) {
        worst = CONFLICT;
      } else if (THROTTLES.contains(code) && worst != CONFLICT) {
        worst = THROTTLED;
      }
    }
    return worst;
  }

  /** DynamoDB has no error code for a too large item; its message has been the same since 2012. */
  private static boolean isAboutSize(@Nullable String message) {
    return message != null
        && message.contains("Item size")
        && message.contains("exceeded the maximum allowed size");
  }
}

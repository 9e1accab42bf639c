package dev.vitrine.catalog;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Says what an error of DynamoDB means to the catalog: again at once, later, or never. */
final class DynamoDbCalls {
  private static final Set<String> CONFLICTS =
      Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final Set<String> THROTTLES =
      Set.of("ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded");
  private static final int SHORTEST_PAUSE_MS = 10;
  private static final int LONGEST_PAUSE_MS = 640;

  private DynamoDbCalls() {}

  /**
   * @throws DynamoDbConflictException when somebody else was faster
   * @throws CatalogUnavailableException when DynamoDB cannot answer now
   * @throws DynamoDbException when it never will
   */
  static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException
        | TransactionConflictException
        | TransactionInProgressException e) {
      throw new DynamoDbConflictException(e);
    } catch (TransactionCanceledException e) {
      throw translated(e);
    } catch (DynamoDbException e) {
      throw isTransient(e) ? unavailable(e) : e;
    } catch (SdkClientException e) {
      throw unavailable(e);
    }
  }

  private static RuntimeException translated(TransactionCanceledException e) {
    Set<String> reasons =
        e.cancellationReasons().stream().map(CancellationReason::code).collect(Collectors.toSet());
    if (reasons.stream().anyMatch(CONFLICTS::contains)) {
      return new DynamoDbConflictException(e);
    }
    return reasons.stream().anyMatch(THROTTLES::contains) ? unavailable(e) : e;
  }

  private static boolean isTransient(DynamoDbException e) {
    return e instanceof InternalServerErrorException
        || e.statusCode() >= 500
        || e.isThrottlingException()
        || (e.awsErrorDetails() != null && THROTTLES.contains(e.awsErrorDetails().errorCode()));
  }

  private static CatalogUnavailableException unavailable(Exception e) {
    return new CatalogUnavailableException("DynamoDB did not answer: " + e.getMessage(), e);
  }

  /**
   * Waits before the next try, at random, so that those who met do not meet again.
   *
   * @param tries how many there were
   */
  static void pause(int tries) {
    int longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << Math.min(tries, 6));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(longest) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogUnavailableException("interrupted while waiting for a busy record", e);
    }
  }
}

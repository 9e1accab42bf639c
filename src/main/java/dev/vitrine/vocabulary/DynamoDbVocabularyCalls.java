package dev.vitrine.vocabulary;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Says what an error of DynamoDB means to vocabularies: again at once, later, or never. */
final class DynamoDbVocabularyCalls {
  private static final Set<String> FASTER = Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final Set<String> THROTTLES =
      Set.of("ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded");
  private static final int SHORTEST_PAUSE_MS = 20;
  private static final int LONGEST_PAUSE_MS = 640;

  private DynamoDbVocabularyCalls() {}

  /** {@return whether it was written; false when somebody else was faster} */
  static boolean succeeds(Supplier<?> write) {
    try {
      call(write);
      return true;
    } catch (ConditionalCheckFailedException
        | TransactionConflictException
        | TransactionInProgressException e) {
      return false;
    } catch (TransactionCanceledException e) {
      Set<String> reasons =
          e.cancellationReasons().stream()
              .map(CancellationReason::code)
              .collect(Collectors.toSet());
      if (reasons.stream().anyMatch(FASTER::contains)) {
        return false;
      }
      throw reasons.stream().anyMatch(THROTTLES::contains) ? unavailable(e) : e;
    }
  }

  /**
   * @throws VocabularyUnavailableException when DynamoDB cannot answer now
   * @throws DynamoDbException when it never will, or for what a write is conditioned on
   */
  static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (DynamoDbException e) {
      throw isTransient(e) ? unavailable(e) : e;
    } catch (SdkClientException e) {
      throw unavailable(e);
    }
  }

  private static boolean isTransient(DynamoDbException e) {
    return e.statusCode() >= 500
        || e.isThrottlingException()
        || (e.awsErrorDetails() != null && THROTTLES.contains(e.awsErrorDetails().errorCode()));
  }

  private static VocabularyUnavailableException unavailable(Exception e) {
    return new VocabularyUnavailableException("DynamoDB did not answer: " + e.getMessage(), e);
  }

  /**
   * Waits before the next try, at random, so that those who met do not meet again.
   *
   * @param tries how many there were
   */
  static void pause(int tries) {
    int longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << Math.min(tries, 5));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(longest) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VocabularyUnavailableException("interrupted while waiting", e);
    }
  }
}

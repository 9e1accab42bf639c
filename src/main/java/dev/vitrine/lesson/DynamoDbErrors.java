package dev.vitrine.lesson;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Says what an error of DynamoDB means to lessons: again at once, or later. */
final class DynamoDbErrors {
  private static final Set<String> CONFLICTS =
      Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final int LONGEST_PAUSE_MS = 640;
  private static final int SHORTEST_PAUSE_MS = 10;

  private DynamoDbErrors() {}

  static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (DynamoDbException | SdkClientException e) {
      throw unavailable(e);
    }
  }

  /** {@return false when somebody else changed the same items meanwhile} */
  static boolean unlessInConflict(Runnable transaction) {
    try {
      transaction.run();
      return true;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream().anyMatch(why -> CONFLICTS.contains(why.code()))) {
        return false;
      }
      throw unavailable(e);
    } catch (DynamoDbException | SdkClientException e) {
      throw unavailable(e);
    }
  }

  private static LessonsUnavailableException unavailable(Exception e) {
    return new LessonsUnavailableException("DynamoDB did not answer: " + e.getMessage(), e);
  }

  /** Waits before the next try, at random, so that those who met do not meet again. */
  static void pause(int tries) {
    int longest = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << Math.min(tries, 6));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(longest) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LessonsUnavailableException("interrupted while waiting for a busy lesson", e);
    }
  }
}

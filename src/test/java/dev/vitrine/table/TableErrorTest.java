package dev.vitrine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TableErrorTest {
  /** The message of DynamoDB's ValidationException, as its API reference gives it. */
  private static final String TOO_LARGE = "Item size has exceeded the maximum allowed size";

  @Test
  void tellsLaterFromNever() {
    assertThat(TableError.of(refusal("ProvisionedThroughputExceededException", 400, "slow down")))
        .isEqualTo(TableError.THROTTLED);
    assertThat(TableError.of(refusal("ThrottlingException", 400, "slow down")))
        .isEqualTo(TableError.THROTTLED);
    assertThat(TableError.of(refusal("InternalServerError", 500, "sorry")))
        .isEqualTo(TableError.UNREACHABLE);
    assertThat(TableError.of(SdkClientException.create("connection refused")))
        .isEqualTo(TableError.UNREACHABLE);
    assertThat(TableError.of(ResourceNotFoundException.builder().statusCode(400).build()))
        .isEqualTo(TableError.UNREACHABLE);
    assertThat(TableError.of(refusal("ValidationException", 400, "no such attribute")))
        .isEqualTo(TableError.REFUSED);
    assertThat(TableError.of(refusal("AccessDeniedException", 400, "you may not")))
        .isEqualTo(TableError.REFUSED);
  }

  @Test
  void whatAnswersWithoutACodeIsNotDynamoDb() {
    assertThat(TableError.of(refusal(null, 404, "a page of a proxy")))
        .isEqualTo(TableError.UNREACHABLE);
    assertThat(TableError.of(cancelled(null, null, "TransactionConflict", null)))
        .isEqualTo(TableError.CONFLICT);
  }

  @Test
  void takesNoItemThatIsTooLargeForAnOutage() {
    assertThat(TableError.of(refusal("ValidationException", 400, TOO_LARGE)))
        .isEqualTo(TableError.TOO_LARGE);
    assertThat(TableError.of(cancelled("None", null, "ValidationError", TOO_LARGE)))
        .isEqualTo(TableError.TOO_LARGE);
  }

  @Test
  void findsAConflictAmongTheReasonsOfATransaction() {
    assertThat(TableError.of(ConditionalCheckFailedException.builder().build()))
        .isEqualTo(TableError.CONFLICT);
    assertThat(TableError.of(cancelled("ThrottlingError", null, "ConditionalCheckFailed", null)))
        .isEqualTo(TableError.CONFLICT);
    assertThat(TableError.of(cancelled("None", null, "TransactionConflict", null)))
        .isEqualTo(TableError.CONFLICT);
    assertThat(TableError.of(cancelled("None", null, "ThrottlingError", null)))
        .isEqualTo(TableError.THROTTLED);
    assertThat(TableError.of(cancelled("None", null, "ValidationError", "no")))
        .isEqualTo(TableError.REFUSED);
  }

  private static DynamoDbException refusal(String code, int status, String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return (DynamoDbException)
        DynamoDbException.builder()
            .awsErrorDetails(details)
            .message(message)
            .statusCode(status)
            .build();
  }

  private static TransactionCanceledException cancelled(
      String code, String message, String otherCode, String otherMessage) {
    return TransactionCanceledException.builder()
        .cancellationReasons(
            List.of(
                CancellationReason.builder().code(code).message(message).build(),
                CancellationReason.builder().code(otherCode).message(otherMessage).build()))
        .build();
  }
}

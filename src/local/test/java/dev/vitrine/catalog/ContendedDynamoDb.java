package dev.vitrine.catalog;

import dev.vitrine.table.TableKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * DynamoDB as it is when others write too: a write takes some milliseconds, and one that meets a
 * transaction on an item is refused, which DynamoDB Local never does.
 *
 * <p>It refuses more than DynamoDB does: a whole batch of which one item meets a transaction, and a
 * transaction that meets a plain write. What is missing: UpdateItem and DeleteItem by themselves,
 * with which no test here writes, and throttling.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">Transaction
 *     conflict handling</a>
 */
final class ContendedDynamoDb {
  private static final Duration WRITE = Duration.ofMillis(8);

  /** Of the items that a call has begun to write. */
  private static final ExecutionAttribute<List<Map<String, AttributeValue>>> BEGUN =
      new ExecutionAttribute<>("ContendedDynamoDb.begun");

  /** Items that are being written; whether by a transaction. */
  private final Map<Map<String, AttributeValue>, Boolean> inFlight = new HashMap<>();

  /**
   * {@return what a client's calls must pass to meet those of the others that pass it}
   *
   * @param refused counts the writes of the client that met another's transaction
   */
  ExecutionInterceptor meeting(AtomicInteger refused) {
    return new ExecutionInterceptor() {
      @Override
      public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        List<Map<String, AttributeValue>> keys = keys(context.request()).toList();
        if (!keys.isEmpty()) {
          begin(keys, context.request() instanceof TransactWriteItemsRequest, refused);
          attributes.putAttribute(BEGUN, keys);
          LockSupport.parkNanos(WRITE.toNanos());
        }
      }

      @Override
      public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        end(attributes.getOptionalAttribute(BEGUN).orElse(List.of()));
      }

      @Override
      public void onExecutionFailure(
          Context.FailedExecution context, ExecutionAttributes attributes) {
        end(attributes.getOptionalAttribute(BEGUN).orElse(List.of()));
      }
    };
  }

  private synchronized void begin(
      List<Map<String, AttributeValue>> keys, boolean transaction, AtomicInteger refused) {
    for (Map<String, AttributeValue> key : keys) {
      Boolean byTransaction = inFlight.get(key);
      if (byTransaction != null && (byTransaction || transaction)) {
        refused.incrementAndGet();
        if (!transaction) {
          throw TransactionConflictException.builder().message("in conflict").build();
        }
        throw TransactionCanceledException.builder()
            .message("cancelled")
            .cancellationReasons(CancellationReason.builder().code("TransactionConflict").build())
            .build();
      }
    }
    keys.forEach(key -> inFlight.put(key, transaction));
  }

  private synchronized void end(List<Map<String, AttributeValue>> keys) {
    keys.forEach(inFlight::remove);
  }

  private static Stream<Map<String, AttributeValue>> keys(SdkRequest request) {
    if (request instanceof PutItemRequest put) {
      return Stream.of(TableKeys.keyOf(put.item()));
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return batch.requestItems().values().stream()
          .flatMap(List::stream)
          .map(ContendedDynamoDb::key);
    }
    return request instanceof TransactWriteItemsRequest transaction
        ? transaction.transactItems().stream().map(ContendedDynamoDb::key)
        : Stream.of();
  }

  private static Map<String, AttributeValue> key(WriteRequest write) {
    return write.putRequest() != null
        ? TableKeys.keyOf(write.putRequest().item())
        : write.deleteRequest().key();
  }

  private static Map<String, AttributeValue> key(TransactWriteItem write) {
    return write.put() != null
        ? TableKeys.keyOf(write.put().item())
        : write.update() != null ? write.update().key() : write.delete().key();
  }
}

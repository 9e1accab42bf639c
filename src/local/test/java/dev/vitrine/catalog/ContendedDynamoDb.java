package dev.vitrine.catalog;

import dev.vitrine.table.TableKeys;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
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
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">Transaction
 *     conflict handling</a>
 */
final class ContendedDynamoDb {
  private static final Duration WRITE = Duration.ofMillis(8);

  private final DynamoDbClient client;

  /** Items that are being written; whether by a transaction. */
  private final Map<Map<String, AttributeValue>, Boolean> inFlight = new HashMap<>();

  ContendedDynamoDb(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * {@return a client of it}
   *
   * @param refused counts its writes that met another's transaction
   */
  DynamoDbClient client(AtomicInteger refused) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> call(refused, proxy, method, arguments));
  }

  private Object call(AtomicInteger refused, Object proxy, Method method, Object[] arguments)
      throws Throwable {
    if (method.isDefault() && arguments != null && arguments[0] instanceof Consumer) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    Object request = arguments == null ? null : arguments[0];
    List<Map<String, AttributeValue>> keys = keys(request);
    boolean transaction = request instanceof TransactWriteItemsRequest;
    begin(keys, transaction, refused);
    try {
      if (!keys.isEmpty()) {
        LockSupport.parkNanos(WRITE.toNanos());
      }
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      end(keys);
    }
  }

  private synchronized void begin(
      List<Map<String, AttributeValue>> keys, boolean transaction, AtomicInteger refused) {
    for (Map<String, AttributeValue> key : keys) {
      Boolean byTransaction = inFlight.get(key);
      if (byTransaction != null && (byTransaction || transaction)) {
        refused.incrementAndGet();
        keys.clear(); // They are another's.
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

  private static List<Map<String, AttributeValue>> keys(Object request) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    if (request instanceof PutItemRequest put) {
      keys.add(TableKeys.keyOf(put.item()));
    } else if (request instanceof BatchWriteItemRequest batch) {
      batch.requestItems().values().forEach(all -> all.forEach(one -> keys.add(key(one))));
    } else if (request instanceof TransactWriteItemsRequest transaction) {
      transaction.transactItems().forEach(one -> keys.add(key(one)));
    }
    return keys;
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

package dev.vitrine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.store.TestDynamoDb;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What happens before a snapshot, where the table does not answer. {@code deploy/tests} has AWS'
 * own Java runtime take the snapshot of a function, as far as there is one without Lambda.
 */
class TableWarmUpTest {
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  @Test
  void aTableThatRefusesDoesNotHinderTheSnapshot() throws Exception {
    try (DynamoDbClient client = client(URI.create("http://127.0.0.1:9"))) {
      new TableWarmUp(TableOf.impatient(client, "none")).beforeCheckpoint(Core.getGlobalContext());
    }

    assertThat(asked).containsExactly("GetItemRequest");
  }

  @Test
  void aTableThatNeverAnswersHoldsTheSnapshotUpForAWhileOnly() throws Exception {
    long begin = System.nanoTime();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      try (DynamoDbClient client = client(address)) {
        new TableWarmUp(TableOf.named(client, "none"), Duration.ofSeconds(1))
            .beforeCheckpoint(Core.getGlobalContext());
      }
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(asked).containsExactly("GetItemRequest");
  }

  private DynamoDbClient client(URI endpoint) {
    return TestDynamoDb.client(
        endpoint,
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(
              Context.BeforeExecution context, ExecutionAttributes attributes) {
            asked.add(context.request().getClass().getSimpleName());
          }
        });
  }
}

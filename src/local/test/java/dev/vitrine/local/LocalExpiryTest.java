package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.TableConfig;
import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableOf;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class LocalExpiryTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String TABLE = "expiry";

  private static final TableConfig CONFIG =
      Settings.with(TableConfig.class, Map.of("vitrine.table.name", TABLE));

  @Test
  void whatHasExpiredIsDeletedAndTheRestStays() throws Exception {
    try (EmbeddedDynamoDb database = new EmbeddedDynamoDb(null, 0)) {
      database.start();
      DynamoDbClient client = database.client();
      TableOf.setup(client, TABLE).createIfMissing();
      for (int i = 0; i < 300; i++) {
        put(client, "stays " + i, null);
        put(client, "later " + i, NOW.plusSeconds(1));
        put(client, "over " + i, NOW.minusSeconds(1));
      }

      new LocalExpiry(client, CONFIG, Clock.fixed(NOW, ZoneOffset.UTC)).deleteExpired();

      assertThat(count(client, "over")).isZero();
      assertThat(count(client, "stays")).isEqualTo(300);
      assertThat(count(client, "later")).isEqualTo(300);
    }
  }

  @Test
  void theTableIsReadInSegmentsAndOnlyAPageOfManyPointers() throws Exception {
    List<ScanRequest> scans = new ArrayList<>();
    ExecutionInterceptor seeing =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes unused) {
            if (call.request() instanceof ScanRequest scan) {
              scans.add(scan);
            }
          }
        };
    try (EmbeddedDynamoDb database = new EmbeddedDynamoDb(null, 0)) {
      database.start();
      DynamoDbClient client = database.client();
      TableOf.setup(client, TABLE).createIfMissing();
      put(client, "over", NOW.minusSeconds(1));
      putPointers(client, 3_000);
      try (DynamoDbClient seen = TestDynamoDb.client(database.endpoint(), seeing)) {
        new LocalExpiry(seen, CONFIG, Clock.fixed(NOW, ZoneOffset.UTC)).deleteExpired();

        // 11 segments: one has the pointers, of which the first page is read, and what follows.
        assertThat(scans).hasSize(12).extracting(ScanRequest::totalSegments).containsOnly(11);
        assertThat(count(client, "over")).isZero();
        assertThat(count(client, "demo#value#")).isEqualTo(3_000);
      }
    }
  }

  private static void putPointers(DynamoDbClient client, int number) {
    for (int from = 0; from < number; from += 25) {
      List<WriteRequest> some =
          IntStream.range(from, from + 25)
              .mapToObj(i -> TableKeys.pointer("demo", "tag#mug", "position " + i))
              .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
              .toList();
      client.batchWriteItem(r -> r.requestItems(Map.of(TABLE, some)));
    }
  }

  private static void put(DynamoDbClient client, String name, @Nullable Instant expiresAt) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(TableKeys.PK, TableKeys.s(name));
    item.put(TableKeys.SK, TableKeys.s("item"));
    if (expiresAt != null) {
      item.put(TableKeys.EXPIRES_AT, TableKeys.n(expiresAt.getEpochSecond()));
    }
    client.putItem(r -> r.tableName(TABLE).item(item));
  }

  private static long count(DynamoDbClient client, String kind) {
    return client.scanPaginator(r -> r.tableName(TABLE)).items().stream()
        .filter(item -> item.get(TableKeys.PK).s().startsWith(kind))
        .count();
  }
}

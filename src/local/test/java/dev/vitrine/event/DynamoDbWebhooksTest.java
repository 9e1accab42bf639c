package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.local.store.EmbeddedDynamoDb;
import dev.vitrine.local.store.TestDynamoDb;
import dev.vitrine.table.TableOf;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Counts the writes of a seller's webhooks to a real table. */
class DynamoDbWebhooksTest {
  private static final String SELLER = "demo";
  private static final AtomicInteger writes = new AtomicInteger();

  private static EmbeddedDynamoDb database;
  private static DynamoDbClient client;

  private final SetClock clock = new SetClock();
  private final Webhook webhook =
      Webhook.of(
          "5f0c1d2e3a4b",
          "http://localhost/hook",
          Set.of(EventType.IMAGE_DONE, EventType.IMAGE_FAILED),
          Signature.secret(new byte[Signature.KEY_BYTES]),
          clock.instant());
  private final MemoryDeliveries deliveries = new MemoryDeliveries();
  private DynamoDbWebhooks webhooks;

  @BeforeAll
  static void start() throws Exception {
    database = new EmbeddedDynamoDb(null, 0);
    database.start();
    client = TestDynamoDb.client(database.endpoint(), new CountedWrites());
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    database.close();
  }

  @BeforeEach
  void create() {
    String table = "table-" + UUID.randomUUID();
    TestDynamoDb.createTable(client, table);
    writes.set(0);
    webhooks = new DynamoDbWebhooks(TableOf.named(client, table));
    webhooks.change(SELLER, all -> List.of(webhook));
    assertThat(writes.getAndSet(0)).isEqualTo(1);
  }

  @Test
  void webhooksThatStayAsTheyAreAreNotWritten() {
    webhooks.change(SELLER, all -> List.copyOf(all));
    webhooks.change("other", all -> all);
    assertThat(writes).hasValue(0);

    webhooks.change(SELLER, all -> all.stream().map(one -> one.stopped(Webhook.GONE)).toList());

    assertThat(writes).hasValue(1);
    assertThat(webhooks.of(SELLER)).containsExactly(webhook.stopped(Webhook.GONE));
  }

  /** Both read the webhook before either had failed for the third time. */
  @Test
  void ofAttemptsThatFailAtTheSameTimeOneIsWritten() {
    Delivery first = failedTwice("first");
    Delivery second = failedTwice("second");

    courier(() -> courier(() -> {}).deliver(second.message())).deliver(first.message());

    assertThat(deliveries.find(first.message()).orElseThrow().tries()).isEqualTo(3);
    assertThat(deliveries.find(second.message()).orElseThrow().tries()).isEqualTo(3);
    assertThat(webhooks.of(SELLER).get(0).failingSince()).isEqualTo(clock.instant());
    assertThat(writes).hasValue(1);
  }

  private Delivery failedTwice(String distinction) {
    Event event = Event.test(SELLER, clock.instant(), distinction);
    Delivery delivery = deliveries.add(Delivery.of(SELLER, webhook.id(), event, clock.instant()));
    Delivery.Attempt failed = new Delivery.Attempt(clock.instant(), 503, null, 1);
    for (int i = 0; i < 2; i++) {
      delivery = delivery.stillDue(failed);
      assertThat(deliveries.replace(delivery)).isTrue();
    }
    return delivery;
  }

  private Courier courier(Runnable meanwhile) {
    return new Courier(
        webhooks,
        deliveries,
        (message, delay) -> {},
        new NoBus(),
        Settings.with(WebhookConfig.class, Map.of("vitrine.webhook.loopback", "true")),
        clock,
        new WebhookPost(
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            InetAddress::getAllByName,
            () -> new AnsweringReceiver(503, meanwhile)));
  }

  private static final class CountedWrites implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (context.request() instanceof PutItemRequest) {
        writes.incrementAndGet();
      }
    }
  }
}

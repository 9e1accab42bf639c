package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of a webhook that its seller has deleted, in the table. */
@QuarkusTest
class ForgottenDeliveriesAppTest {
  private static final String SELLER = "hooks-forgotten";
  private static final Instant NOW = Instant.parse("2026-11-29T03:00:00Z");

  @Inject SellersWebhooks webhooks;
  @Inject Deliveries deliveries;

  @Test
  void deletingAWebhookDeletesItsDeliveriesOnly() {
    Webhook deleted = webhooks.create(SELLER, "https://shop.example/1", Set.of());
    Webhook kept = webhooks.create(SELLER, "https://shop.example/2", Set.of());
    remember(deleted, 230);
    remember(kept, 3);

    assertThat(webhooks.delete(SELLER, deleted.id())).isTrue();

    assertThat(deliveries.latest(SELLER, deleted.id(), Deliveries.AFTER_ALL, 50)).isEmpty();
    assertThat(deliveries.latest(SELLER, kept.id(), Deliveries.AFTER_ALL, 50)).hasSize(3);
    assertThat(webhooks.delete(SELLER, deleted.id())).isFalse();
  }

  private void remember(Webhook webhook, int events) {
    IntStream.range(0, events)
        .mapToObj(i -> Event.test(SELLER, NOW.plusMillis(i), "test"))
        .forEach(event -> deliveries.add(Delivery.of(SELLER, webhook.id(), event, NOW)));
  }
}

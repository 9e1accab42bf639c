package dev.vitrine.query;

import dev.vitrine.event.EventType;
import dev.vitrine.event.Webhook;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, as its seller sees it.
 *
 * @param events the types of events that it is told; empty for all
 * @param disabledBecause GONE if its receiver has answered 410; null if Vitrine did not stop it
 * @param secret of the signature; only in the answer that creates the webhook
 */
@Schema(name = "Webhook")
public record WebhookView(
    @Schema(required = true, examples = "\"5f0c1d2e3a4b\"") String id,
    @Schema(required = true, examples = "\"https://shop.example/vitrine\"") String url,
    @Schema(required = true) List<String> events,
    @Schema(required = true) boolean enabled,
    @Nullable String disabledBecause,
    @Schema(required = true) Instant createdAt,
    @Schema(examples = "\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"") @Nullable String secret) {

  static WebhookView of(Webhook webhook) {
    return view(webhook, null);
  }

  static WebhookView withSecret(Webhook webhook) {
    return view(webhook, webhook.secret());
  }

  private static WebhookView view(Webhook webhook, @Nullable String secret) {
    return new WebhookView(
        webhook.id(),
        webhook.url(),
        webhook.events().stream().map(EventType::word).sorted().toList(),
        webhook.enabled(),
        webhook.disabledBecause(),
        webhook.createdAt(),
        secret);
  }
}

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
 * @param disabledBecause GONE if its receiver has answered 410, FAILING if it has taken nothing for
 *     three days; null if Vitrine did not stop it
 * @param failingSince since when attempts fail repeatedly and the receiver takes nothing; null if
 *     they do not
 * @param formerSecretsUntil how long events are also signed with a former secret; null if they are
 *     not
 * @param secret of the signature; only in the answers that create the webhook or renew its secret
 */
@Schema(name = "Webhook")
public record WebhookView(
    @Schema(required = true, examples = "\"5f0c1d2e3a4b\"") String id,
    @Schema(required = true, examples = "\"https://shop.example/vitrine\"") String url,
    @Schema(required = true) List<String> events,
    @Schema(required = true) boolean enabled,
    @Nullable String disabledBecause,
    @Nullable Instant failingSince,
    @Schema(required = true) Instant createdAt,
    @Nullable Instant formerSecretsUntil,
    @Schema(examples = "\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"") @Nullable String secret) {

  static WebhookView of(Webhook webhook, Instant now) {
    return view(webhook, null, now);
  }

  static WebhookView withSecret(Webhook webhook, Instant now) {
    return view(webhook, webhook.secret(), now);
  }

  private static WebhookView view(Webhook webhook, @Nullable String secret, Instant now) {
    return new WebhookView(
        webhook.id(),
        webhook.url(),
        webhook.events().stream().map(EventType::word).sorted().toList(),
        webhook.enabled(),
        webhook.disabledBecause(),
        webhook.failingSince(),
        webhook.createdAt(),
        webhook.formerSecretsUntil(now).orElse(null),
        secret);
  }
}

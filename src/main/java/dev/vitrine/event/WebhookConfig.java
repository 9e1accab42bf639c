package dev.vitrine.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How events are delivered to webhooks. */
@ConfigMapping(prefix = "vitrine.webhook")
public interface WebhookConfig {

  /** Address of the queue of deliveries; none in local mode, which has a queue of its own. */
  Optional<String> queue();

  /**
   * Pauses between the attempts, as the convention Standard Webhooks recommends; after the last
   * attempt the delivery has failed. The default ends after 3 days, 3 hours and 35 minutes.
   */
  @WithDefault("PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
  List<Duration> pauses();

  /**
   * Whether a webhook may be at {@code http://} on this machine: for whoever writes a receiver. The
   * template never sets it.
   */
  @WithDefault("false")
  boolean loopback();
}

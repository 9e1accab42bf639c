package dev.vitrine.event;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the account's own programs find events. */
@ConfigMapping(prefix = "vitrine.event")
public interface EventBusConfig {

  /** Name of an event bus of EventBridge; empty if events are not put onto any. */
  Optional<String> bus();
}

package dev.vitrine.local;

import dev.vitrine.event.EventBus;
import dev.vitrine.event.EventType;
import jakarta.enterprise.context.ApplicationScoped;

/** Local mode has no EventBridge: who wants to know has a webhook. */
@ApplicationScoped
class NoEventBus implements EventBus {
  @Override
  public boolean exists() {
    return false;
  }

  @Override
  public void put(EventType type, String body) {
    throw new IllegalStateException("local mode has no event bus");
  }
}

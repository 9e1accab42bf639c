package dev.vitrine.event;

/** An account without an event bus. */
final class NoBus implements EventBus {
  @Override
  public boolean exists() {
    return false;
  }

  @Override
  public void put(EventType type, String body) {
    throw new AssertionError("there is no bus");
  }
}

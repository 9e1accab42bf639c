package dev.vitrine.local.store;

/** Is told of every object written, before the client is. */
@FunctionalInterface
public interface ObjectCreatedListener {

  /**
   * When this returns, the client may be told that its object is stored; when it throws, the client
   * is told to try again.
   */
  void objectCreated(ObjectCreated event);
}

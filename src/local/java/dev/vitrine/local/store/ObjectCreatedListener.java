package dev.vitrine.local.store;

/** Listener that is told of every written object, before the client gets its answer. */
@FunctionalInterface
public interface ObjectCreatedListener {

  /** After it returns, the client gets success; if it throws, the client is told to try again. */
  void objectCreated(ObjectCreated event);
}

package dev.vitrine.local.s3;

/** Listener that is told of every object written or removed, before the client gets its answer. */
@FunctionalInterface
public interface ObjectEventListener {

  /** After it returns, the client gets success; if it throws, the client is told to try again. */
  void happened(ObjectEvent event);
}

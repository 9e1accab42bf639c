package dev.vitrine.local.hub;

/** A hub for tests of the whole application, which must know its address before it starts. */
public final class StaticHub {
  private static final LoopbackHub HUB = LoopbackHub.withModel();

  private StaticHub() {}

  /** {@return the hub's address; it has a model's files, but what is in them is no model} */
  public static String address() {
    return HUB.address().toString();
  }
}

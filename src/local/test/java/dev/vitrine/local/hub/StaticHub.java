package dev.vitrine.local.hub;

import java.io.IOException;
import java.nio.file.Path;

/** Hubs for tests of the whole application, which must know the address before it starts. */
public final class StaticHub {
  private static final LoopbackHub HUB = LoopbackHub.withModel();

  private StaticHub() {}

  /** {@return the address of a hub that has a model's files, but what is in them is no model} */
  public static String address() {
    return HUB.address().toString();
  }

  /** {@return the address of a new hub that has the files of a folder} */
  @SuppressWarnings("resource") // ends with the process, as the application under test does
  public static String of(Path folder) throws IOException {
    return LoopbackHub.of(folder).address().toString();
  }
}

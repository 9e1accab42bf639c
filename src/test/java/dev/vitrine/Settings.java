package dev.vitrine;

import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings as tests of those who read them need them. */
public final class Settings {
  private Settings() {}

  /** {@return settings at their defaults} */
  public static <T> T atDefaults(Class<T> settings) {
    return new SmallRyeConfigBuilder().withMapping(settings).build().getConfigMapping(settings);
  }
}

package dev.vitrine;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as tests of those who read them need them. */
public final class Settings {
  private Settings() {}

  /** {@return settings at their defaults} */
  public static <T> T atDefaults(Class<T> settings) {
    return with(settings, Map.of());
  }

  /** {@return settings of which some are set, by their full names} */
  public static <T> T with(Class<T> settings, Map<String, String> set) {
    return new SmallRyeConfigBuilder()
        .withMapping(settings)
        .withDefaultValues(set)
        .build()
        .getConfigMapping(settings);
  }
}

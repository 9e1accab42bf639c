package dev.vitrine;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Settings as tests of those who read them need them. */
public final class Settings {
  private record Wanted(Class<?> settings, Map<String, String> set) {}

  /** To make settings takes longer than most that is done with them. */
  private static final Map<Wanted, Object> MADE = new ConcurrentHashMap<>();

  private Settings() {}

  /** {@return settings at their defaults} */
  public static <T> T atDefaults(Class<T> settings) {
    return with(settings, Map.of());
  }

  /** {@return settings of which some are set, by their full names} */
  public static <T> T with(Class<T> settings, Map<String, String> set) {
    return settings.cast(
        MADE.computeIfAbsent(
            new Wanted(settings, Map.copyOf(set)), wanted -> made(settings, wanted.set())));
  }

  private static <T> T made(Class<T> settings, Map<String, String> set) {
    return new SmallRyeConfigBuilder()
        .withMapping(settings)
        .withDefaultValues(set)
        .build()
        .getConfigMapping(settings);
  }
}

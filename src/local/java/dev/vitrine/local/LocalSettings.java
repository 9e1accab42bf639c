package dev.vitrine.local;

import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.LocalPorts;
import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a person set for local mode, read before anything starts: what makes no sense is said in one
 * line that names the setting.
 */
final class LocalSettings {
  private static final String PORT = "VITRINE_PORT";
  private static final String S3_PORT = "VITRINE_LOCAL_S3_PORT";
  private static final String DYNAMO_DB_PORT = "VITRINE_LOCAL_DYNAMO_DB_PORT";
  private static final int LARGEST_PORT = 65_535;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private static final List<String> CONTAINERS =
      List.of(
          "VITRINE_LOCAL_CONTAINER_CLIP",
          "VITRINE_LOCAL_CONTAINER_INTERROGATOR",
          "VITRINE_LOCAL_CONTAINER_SDXL");

  /** Any other word would mean no. */
  private static final Set<String> YES_OR_NO =
      Set.of("true", "yes", "y", "on", "1", "t", "false", "no", "n", "off", "0", "f");

  private final Function<String, @Nullable String> values;

  /**
   * @param values of settings by their names; null for those not set
   */
  LocalSettings(Function<String, @Nullable String> values) {
    this.values = values;
  }

  static LocalSettings ofThisProcess() {
    return new LocalSettings(name -> System.getProperty(name, System.getenv(name)));
  }

  /**
   * {@return the folder of all data}
   *
   * @throws CannotStartException when it is empty, or no name of a file here
   */
  Path home() {
    String set = values.apply("VITRINE_HOME");
    String home = set == null ? System.getProperty("user.home") + "/.vitrine" : set;
    if (home.isBlank()) {
      throw new CannotStartException(
          "VITRINE_HOME is empty. Set it to a folder, or unset it.", null);
    }
    try {
      return Path.of(home);
    } catch (InvalidPathException e) {
      throw new CannotStartException(
          "the folder's name, "
              + home
              + ", has letters that this terminal's locale lacks. Say first: export LC_ALL=C.UTF-8",
          e);
    }
  }

  /**
   * {@return three ports, no two of them equal}
   *
   * @throws CannotStartException when one is no port, or two are equal
   */
  LocalPorts ports() {
    LocalPorts row = LocalPorts.inARow(port(PORT).orElse(8080));
    Optional<Integer> s3 = port(S3_PORT);
    Optional<Integer> dynamoDb = port(DYNAMO_DB_PORT);
    LocalPorts ports =
        new LocalPorts(row.http(), s3.orElse(row.s3()), dynamoDb.orElse(row.dynamoDb()));
    String s3Name = s3.isPresent() ? S3_PORT : PORT + " + 1 (S3)";
    String dynamoDbName = dynamoDb.isPresent() ? DYNAMO_DB_PORT : PORT + " + 2 (DynamoDB)";
    requireDifferent(PORT, ports.http(), s3Name, ports.s3(), S3_PORT);
    requireDifferent(PORT, ports.http(), dynamoDbName, ports.dynamoDb(), DYNAMO_DB_PORT);
    requireDifferent(s3Name, ports.s3(), dynamoDbName, ports.dynamoDb(), DYNAMO_DB_PORT);
    return ports;
  }

  /** Two ports may both be 0, which is any free one. */
  private static void requireDifferent(
      String name, int port, String otherName, int other, String remedy) {
    if (port == other && port != 0) {
      throw new CannotStartException(
          "%s and %s are both %d. Set %s to another port.".formatted(name, otherName, port, remedy),
          null);
    }
  }

  private Optional<Integer> port(String name) {
    return set(name)
        .map(
            port -> {
              if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > LARGEST_PORT) {
                throw new CannotStartException(name + " is not a port number: " + port, null);
              }
              return Integer.valueOf(port);
            });
  }

  /**
   * @throws CannotStartException when a setting besides folder and ports makes no sense
   */
  void requireSense() {
    require("VITRINE_LOCAL_SWEEP_EVERY", LocalSettings::isPause, "at least a second, like PT5M");
    require("VITRINE_LOCAL_MOST_RUNNING", LocalSettings::isCount, "a whole number from 1");
    require("VITRINE_WEBHOOK_LOOPBACK", LocalSettings::isYesOrNo, "true or false");
    for (String container : CONTAINERS) {
      require(container, LocalSettings::isAddress, "an address like http://127.0.0.1:9000");
    }
  }

  private void require(String name, Predicate<String> isRight, String what) {
    set(name)
        .filter(value -> !isRight.test(value))
        .ifPresent(
            value -> {
              throw new CannotStartException(
                  name + " is " + value + ", but must be " + what + ".", null);
            });
  }

  private static boolean isPause(String value) {
    try {
      return DurationConverter.parseDuration(value).compareTo(SHORTEST_PAUSE) >= 0;
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static boolean isCount(String value) {
    return value.matches("[0-9]{1,9}") && Integer.parseInt(value) > 0;
  }

  private static boolean isYesOrNo(String value) {
    return YES_OR_NO.contains(value.toLowerCase(Locale.ROOT));
  }

  private static boolean isAddress(String value) {
    try {
      URI address = URI.create(value);
      String scheme = address.getScheme();
      return scheme != null && scheme.matches("https?") && address.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> set(String name) {
    return Optional.ofNullable(values.apply(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}

package dev.vitrine.trace;

import dev.vitrine.image.PictureRef;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What the handler's present call is about, and what it counts. It is bound to the thread rather
 * than passed along because every port between a handler and an adapter would have to carry it.
 */
public final class Observation {
  static final String SELLER = "seller";
  static final String IMAGE = "imageId";
  static final String EXECUTION = "execution";
  static final String REQUEST = "requestId";

  private static final ThreadLocal<Map<Metric, Double>> COUNTED = new ThreadLocal<>();

  private Observation() {}

  /** Names the picture, and the execution if one is known, in the lines of the log that follow. */
  public static void about(PictureRef picture, @Nullable String execution) {
    name(SELLER, picture.seller());
    name(IMAGE, picture.imageId().toString());
    name(EXECUTION, execution);
  }

  /** Names the seller and the id of API Gateway's request in the lines of the log that follow. */
  public static void aboutRequest(@Nullable String seller, @Nullable String request) {
    name(SELLER, seller);
    name(REQUEST, request);
  }

  /** Forgets what {@link #about} and {@link #aboutRequest} named. */
  public static void forget() {
    for (String key : new String[] {SELLER, IMAGE, EXECUTION, REQUEST}) {
      MDC.remove(key);
    }
  }

  /** Adds to a metric of the present call; without one, nothing is counted. */
  public static void count(Metric metric, double amount) {
    Map<Metric, Double> counted = COUNTED.get();
    if (counted != null) {
      counted.merge(metric, amount, Double::sum);
    }
  }

  /** Raises a metric of the present call to an amount; without a call, nothing is counted. */
  public static void keepLargest(Metric metric, double amount) {
    Map<Metric, Double> counted = COUNTED.get();
    if (counted != null) {
      counted.merge(metric, amount, Double::max);
    }
  }

  /** Begins a call. */
  static void begin(@Nullable String request) {
    COUNTED.set(new EnumMap<>(Metric.class));
    name(REQUEST, request);
  }

  /** {@return whether a call has begun and not ended} */
  static boolean isOpen() {
    return COUNTED.get() != null;
  }

  /** {@return what was counted since {@link #begin}, which ends here} */
  static Map<Metric, Double> end() {
    Map<Metric, Double> counted = COUNTED.get();
    COUNTED.remove();
    forget();
    return counted == null ? Map.of() : counted;
  }

  private static void name(String key, @Nullable String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}

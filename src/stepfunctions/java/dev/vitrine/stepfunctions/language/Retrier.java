package dev.vitrine.stepfunctions.language;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One entry of Retry.
 *
 * @param maxAttempts 0 means never
 * @see <a href="https://states-language.net/#retrying-after-error">Retrying after error</a>
 */
record Retrier(
    List<String> errors,
    int intervalSeconds,
    double backoffRate,
    int maxAttempts,
    int maxDelaySeconds,
    boolean fullJitter) {

  private static final Set<String> FIELDS =
      Set.of(
          "Comment",
          "ErrorEquals",
          "IntervalSeconds",
          "BackoffRate",
          "MaxAttempts",
          "MaxDelaySeconds",
          "JitterStrategy");

  static Retrier of(Fields fields, boolean last) {
    fields.allowOnly(FIELDS);
    String jitter = fields.text("JitterStrategy");
    if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
      fields.problem("JitterStrategy", "Expected FULL or NONE");
    }
    return new Retrier(
        fields.errorNames(last),
        fields.integer("IntervalSeconds", 1, 1, Fields.MAX_SECONDS),
        fields.number("BackoffRate", 2, 1, Fields.MAX_SECONDS),
        fields.integer("MaxAttempts", 3, 0, Fields.MAX_SECONDS),
        fields.integer("MaxDelaySeconds", Fields.MAX_SECONDS, 1, 31_622_399),
        "FULL".equals(jitter));
  }

  /**
   * @param attempts retries made so far by this retrier
   */
  Duration delay(int attempts, SplittableRandom random) {
    double seconds = Math.min(maxDelaySeconds, intervalSeconds * Math.pow(backoffRate, attempts));
    double jittered = fullJitter ? seconds * random.nextDouble() : seconds;
    return Duration.ofMillis((long) (jittered * 1000));
  }
}

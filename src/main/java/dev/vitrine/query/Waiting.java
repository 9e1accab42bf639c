package dev.vitrine.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.endpoint.WaitsFor;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A picture's place in the queue before a model. Both numbers say "about": pictures of others, and
 * what people ask for, may come in between.
 *
 * @param line what it waits for; if it waits for tags and prompt, the one that comes later
 * @param place 1 for the picture that is next
 * @param seconds until its turn, at the pace of the last minutes, rounded up to ten seconds, from
 *     two minutes on to whole minutes; null if the pace is not known yet
 */
@Schema(
    name = "Waiting",
    requiredProperties = {"for", "place"})
public record Waiting(@JsonProperty("for") WaitsFor line, long place, @Nullable Long seconds) {

  /**
   * @param seconds not rounded; infinite or not a number if unknown
   */
  public static Waiting of(WaitsFor line, long place, double seconds) {
    return new Waiting(line, place, Double.isFinite(seconds) ? rounded(seconds) : null);
  }

  private static long rounded(double seconds) {
    int step = seconds > 120 ? 60 : 10;
    return (long) Math.ceil(seconds / step) * step;
  }
}

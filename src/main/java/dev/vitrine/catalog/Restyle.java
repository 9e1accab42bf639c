package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.failure.ImageError;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.workflow.RestyleOrder;
import org.jspecify.annotations.Nullable;

/**
 * A restyled picture, or the order for one.
 *
 * @param order what was asked for; its id names the restyle within the image
 * @param status how far the work on it is
 * @param execution name of the workflow execution that paints it
 * @param result the painted picture; null before
 * @param error why painting failed; null if it has not
 */
public record Restyle(
    RestyleOrder order,
    Status status,
    String execution,
    @Nullable RestyleImageResult result,
    @Nullable ImageError error) {

  /** How far the work on a restyle is. */
  public enum Status {
    /** Ordered, and not yet painted. */
    @JsonProperty("running")
    RUNNING,
    /** Painted. */
    @JsonProperty("done")
    DONE,
    /** Painting failed. */
    @JsonProperty("failed")
    FAILED
  }

  public Restyle {
    if ((status == Status.DONE) != (result != null)
        || (status == Status.FAILED) != (error != null)) {
      throw new IllegalArgumentException("a restyle is running, done with a result, or failed");
    }
  }

  static Restyle ordered(RestyleOrder order, String execution) {
    return new Restyle(order, Status.RUNNING, execution, null, null);
  }

  static Restyle done(RestyleOrder order, String execution, RestyleImageResult result) {
    return new Restyle(order, Status.DONE, execution, result, null);
  }

  static Restyle failed(RestyleOrder order, String execution, ImageError error) {
    return new Restyle(order, Status.FAILED, execution, null, error);
  }

  public String id() {
    return order.id();
  }
}

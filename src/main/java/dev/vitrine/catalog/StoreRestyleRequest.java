package dev.vitrine.catalog;

import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.workflow.RestyleOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks to store a restyled picture, or why there is none: one of the two.
 *
 * @param image which revision of which image
 * @param order what was asked for
 * @param result what was painted
 * @param error why nothing was
 * @param execution name of the workflow execution
 */
public record StoreRestyleRequest(
    ImageRef image,
    RestyleOrder order,
    @Nullable RestyleImageResult result,
    @Nullable StepError error,
    String execution) {

  public StoreRestyleRequest {
    if ((result == null) == (error == null)) {
      throw new IllegalArgumentException("RestyleImage has either a result or an error");
    }
  }

  Restyle restyle() {
    if (result != null) {
      return Restyle.done(order, execution, result);
    }
    StepError why = Objects.requireNonNull(error);
    return Restyle.failed(order, execution, why.at("RestyleImage"));
  }
}

package dev.vitrine.query;

import dev.vitrine.action.Retagging;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Selects the pictures to tag again.
 *
 * @param apply whether to store the new tags; if not, the response only shows them
 * @param limit most pictures of the page
 * @param cursor of the previous page; null for the first
 */
@Schema(name = "RetagRequest")
public record RetagRequest(
    @Schema(defaultValue = "false") @Nullable Boolean apply,
    @Schema(minimum = "1", maximum = "50", defaultValue = "20") @Nullable Integer limit,
    @Nullable String cursor) {
  private static final int DEFAULT_IMAGES = 20;

  boolean applies() {
    return apply != null && apply;
  }

  /**
   * {@return most pictures of the page}
   *
   * @throws ApiProblem if the limit is out of its bounds
   */
  int mostImages() {
    return RequestParameters.count("limit", limit, DEFAULT_IMAGES, Retagging.MOST);
  }
}

package dev.vitrine.query;

import dev.vitrine.catalog.Retagging;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures to tag again.
 *
 * @param apply whether to store it; otherwise it is only told
 * @param limit how many to look at
 * @param cursor where the page before ended
 */
@Schema(name = "RetagRequest")
public record RetagRequest(
    @Schema(defaultValue = "false") @Nullable Boolean apply,
    @Schema(minimum = "1", maximum = "50", defaultValue = "20") @Nullable Integer limit,
    @Nullable String cursor) {
  private static final int USUAL = 20;

  boolean applies() {
    return apply != null && apply;
  }

  /**
   * @throws ApiProblem when it is outside its bounds
   */
  int most() {
    return Given.count("limit", limit == null ? null : limit.toString(), USUAL, Retagging.MOST);
  }
}

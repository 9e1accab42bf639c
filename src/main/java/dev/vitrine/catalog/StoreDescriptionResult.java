package dev.vitrine.catalog;

import dev.vitrine.workflow.RestyleOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do for a described picture.
 *
 * @param restyles what to paint; none when the image was deleted or has a newer revision
 * @param imagePrompt the image's prompt; null when there is none
 */
public record StoreDescriptionResult(List<RestyleOrder> restyles, @Nullable String imagePrompt) {
  public StoreDescriptionResult {
    restyles = List.copyOf(restyles);
  }
}

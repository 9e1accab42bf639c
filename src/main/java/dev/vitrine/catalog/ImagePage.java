package dev.vitrine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some images of a list.
 *
 * @param images newest first
 * @param cursor where the next page begins; null when this is the last
 */
public record ImagePage(List<ImageRecord> images, @Nullable String cursor) {
  public ImagePage {
    images = List.copyOf(images);
  }
}

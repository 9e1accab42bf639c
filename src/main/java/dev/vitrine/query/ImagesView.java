package dev.vitrine.query;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param images in the list's order; there may be fewer than asked for although more follow
 * @param cursor what to ask for the next page with; left out on the last
 */
@Schema(name = "Images", requiredProperties = "images")
public record ImagesView(List<ImageView> images, @Nullable String cursor) {}

package dev.vitrine.query;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param images in the list's order; maybe fewer than the limit although more follow
 * @param cursor parameter of the request for the next page; null on the last page
 */
@Schema(name = "Images", requiredProperties = "images")
public record ImagesView(List<ImageView> images, @Nullable String cursor) {}

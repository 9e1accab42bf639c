package dev.vitrine.catalog;

import dev.vitrine.vocabulary.TagLabel;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a seller to list; conditions that are not null must all hold.
 *
 * @param seller the tenant
 * @param status how far they have got
 * @param tag a label they have
 * @param attribute a value they have
 */
public record ImageQuery(
    String seller,
    @Nullable ImageStatus status,
    @Nullable TagLabel tag,
    Facet.@Nullable Key attribute) {

  /** {@return whether a record is one of those asked for} */
  boolean matches(ImageRecord image) {
    return (status == null || image.status() == status)
        && (tag == null || has(image, Facet.Key.tag(tag.value())))
        && (attribute == null || has(image, attribute));
  }

  private static boolean has(ImageRecord image, Facet.Key key) {
    return image.facets().contains(key);
  }
}

package dev.vitrine.catalog;

import dev.vitrine.vocabulary.TagLabel;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a seller to list; all conditions that are not null must hold.
 *
 * @param seller the tenant
 * @param status their status
 * @param tag a tag of theirs
 * @param attribute a value of theirs
 */
public record ImageQuery(
    String seller,
    @Nullable ImageStatus status,
    @Nullable TagLabel tag,
    Facet.@Nullable Key attribute) {

  /** {@return whether a record matches} */
  boolean matches(ImageRecord image) {
    return (status == null || image.status() == status)
        && (tag == null || has(image, Facet.Key.tag(tag.value())))
        && (attribute == null || has(image, attribute));
  }

  private static boolean has(ImageRecord image, Facet.Key key) {
    return image.facets().contains(key);
  }
}

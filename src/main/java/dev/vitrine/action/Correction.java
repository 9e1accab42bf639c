package dev.vitrine.action;

import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.TextName;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.TagLabel;
import org.jspecify.annotations.Nullable;

/** A person's correction of an image. */
public sealed interface Correction {

  /** A tag is added, or a suggested one accepted. */
  record TagAdded(TagLabel label) implements Correction {}

  /** A tag is removed, or a suggested one dismissed. */
  record TagRemoved(TagLabel label) implements Correction {}

  /** An attribute gets a value and is locked. */
  record AttributeSet(Facet.Key value) implements Correction {}

  /** An attribute is unlocked: the machine's value applies again. */
  record AttributeUnlocked(String name) implements Correction {}

  /**
   * A text is written by hand and locked.
   *
   * @throws IllegalArgumentException if the text is blank or too long
   */
  record TextWritten(TextName name, String value) implements Correction {
    public TextWritten {
      if (value.isBlank() || value.length() > name.longest()) {
        throw new IllegalArgumentException(
            "a " + name.word() + " has 1 to " + name.longest() + " characters");
      }
    }
  }

  /** A text is unlocked: Vitrine writes it again. */
  record TextUnlocked(TextName name) implements Correction {}

  /**
   * A picture is put among a product's pictures, and locked there.
   *
   * @param place null if it is of no product
   */
  record Placed(@Nullable ProductPlace place) implements Correction {}

  /** A picture's place is unlocked: its key says it again. */
  record PlaceUnlocked() implements Correction {}
}

package dev.vitrine.tag;

import dev.vitrine.image.Box;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several products in a picture.
 *
 * @param box where it is, in fractions of the picture's width and height
 * @param label what the captioner calls it
 * @param category of its part of the picture; null if the model is not sure
 * @param tags of its part of the picture, highest score first; only those the model is sure of
 */
public record SeenProduct(Box box, Attribute label, @Nullable Attribute category, List<Tag> tags) {
  public SeenProduct {
    tags = List.copyOf(tags);
  }
}

package dev.vitrine.catalog;

import dev.vitrine.image.PictureHash;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.Evidence;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the index has of an image, for those who must know when it changes. */
public final class PointerKinds {
  private PointerKinds() {}

  /**
   * {@return an example of each kind: a value, the position of its pointer, and whether the images
   * that have the value are counted}
   */
  public static SortedMap<String, String> examples() {
    ImageRecord done = Examples.done("demo/1/IMG_012.jpg", "cup");
    Measurements measured =
        new Measurements(
            "jpeg",
            6,
            4,
            List.of(),
            "white",
            0.2,
            new PictureHash("e1b4873c4e96c3b0"),
            null,
            null,
            Evidence.pixels("x", Examples.NOW));
    ImageRecord image =
        done.with(measured, done.descriptionOrNone())
            .with(done.corrections().placed(new ProductPlace("MUG", null), Examples.NOW))
            .settled(ImageStatus.FAILED, Examples.ERROR, Examples.NOW);
    SortedMap<String, String> examples = new TreeMap<>();
    Pointers.of(image)
        .positions()
        .forEach(
            (value, position) ->
                examples.putIfAbsent(
                    Facet.isReserved(value.name()) ? value.name() : "attribute",
                    value.value() + " at " + position + (value.isCounted() ? ", counted" : "")));
    return examples;
  }
}

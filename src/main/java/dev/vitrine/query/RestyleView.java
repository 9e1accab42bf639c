package dev.vitrine.query;

import dev.vitrine.catalog.ImageError;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.restyle.RestyleImageResult;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A restyle as the API shows it.
 *
 * @param id names it within the image
 * @param style name of the preset; left out when the prompt says it all
 * @param status how far it has got
 * @param url path of the picture, relative to the API's root; answers with a redirection
 * @param seed as ordered, then as used
 * @param strength how far from the original, in [0, 1]
 * @param prompt the seller's own words, then the whole text the engine was given
 * @param engine what painted it
 * @param error why it was not painted
 */
@Schema(
    name = "Restyle",
    requiredProperties = {"id", "status", "seed", "strength"})
public record RestyleView(
    String id,
    @Nullable String style,
    Restyle.Status status,
    @Nullable String url,
    long seed,
    double strength,
    @Nullable String prompt,
    @Nullable String engine,
    @Nullable ImageError error) {

  static RestyleView of(ImageRecord image, Restyle restyle) {
    RestyleImageResult result = restyle.result();
    return new RestyleView(
        restyle.id(),
        restyle.order().style(),
        restyle.status(),
        result == null ? null : "/images/" + image.imageId() + "/restyles/" + restyle.id(),
        result == null ? restyle.order().seed() : result.seed(),
        restyle.order().strength(),
        result == null ? restyle.order().prompt() : result.prompt(),
        result == null ? null : result.engine(),
        restyle.error());
  }
}

package dev.vitrine.prompt;

import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.tag.ProductBox;
import dev.vitrine.vocabulary.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was written about a picture.
 *
 * @param caption a plain sentence
 * @param prompt text for an image generator
 * @param productText the words on the product; null if there are none, if the captioner reads none,
 *     and from before an upgrade
 * @param products where the captioner sees products, largest first, at most 6; the workflow has
 *     them tagged if there are several; null when the captioner did not look for them
 * @param detected the boxes by which a restyle keeps the product; null if the captioner saw none,
 *     or did not look
 */
public record WritePromptResult(
    String caption,
    Prompt prompt,
    @Nullable Attribute productText,
    @Nullable List<ProductBox> products,
    @Nullable DetectedBoxes detected) {
  public WritePromptResult {
    products = products == null ? null : List.copyOf(products);
  }
}

package dev.vitrine.tag;

import dev.vitrine.image.Box;
import dev.vitrine.vocabulary.Attribute;

/**
 * A product of a picture that shows several, before it is tagged.
 *
 * @param box where it is
 * @param label what the captioner calls it, with the captioner as evidence
 */
public record ProductBox(Box box, Attribute label) {}

/**
 * What pixels say: the colors of the product and what is behind it, how blurred a picture is, by
 * which hash pictures that look alike are found. {@link dev.vitrine.measure.Cutout} tells the
 * product from its background, pixel by pixel, for those that want to keep it. No file is read
 * here, and no model asked.
 */
@NullMarked
package dev.vitrine.measure;

import org.jspecify.annotations.NullMarked;

/**
 * Step RenderImage: an original in; renditions, measured colors and size out, or a rejection with a
 * reason. Every untrusted byte is decoded here and nowhere else; the rooms after this one only see
 * JPEG renditions that were written here. {@link dev.vitrine.render.Cutout} tells the product from
 * its background, pixel by pixel, for those that want to keep it.
 */
@NullMarked
package dev.vitrine.render;

import org.jspecify.annotations.NullMarked;

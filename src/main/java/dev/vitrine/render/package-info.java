/**
 * Step RenderImage: an original in; renditions, measured colors and size out, or a rejection with a
 * reason. Every untrusted byte is decoded here and nowhere else; the rooms after this one only see
 * JPEG renditions that were written here.
 */
@NullMarked
package dev.vitrine.render;

import org.jspecify.annotations.NullMarked;

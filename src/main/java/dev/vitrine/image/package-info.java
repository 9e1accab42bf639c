/**
 * Types that every room uses: the names of a picture and its revisions, file formats and colors.
 * JDK only; nothing here reads, writes or decides.
 */
@NullMarked
package dev.vitrine.image;

import org.jspecify.annotations.NullMarked;

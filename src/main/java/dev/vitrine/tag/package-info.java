/** Step TagImage: rendition in, tags and suggestions with their evidence out. */
@NullMarked
package dev.vitrine.tag;

import org.jspecify.annotations.NullMarked;

/** What went wrong with an image, in words that help a seller. */
@NullMarked
package dev.vitrine.failure;

import org.jspecify.annotations.NullMarked;

/**
 * What Vitrine makes of pictures, without the application: to compare it with other decoders.
 * {@code .ci/pictures} does.
 */
@NullMarked
package dev.vitrine.tools.pictures;

import org.jspecify.annotations.NullMarked;

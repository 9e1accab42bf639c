/**
 * The words every room shares: what a picture is called, where it lies, in which order its versions
 * come. Nothing here reads, writes or decides.
 */
@NullMarked
package dev.vitrine.image;

import org.jspecify.annotations.NullMarked;

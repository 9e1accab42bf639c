/**
 * The words every room shares: what a picture is called and what a value's evidence is. JDK only;
 * nothing here reads, writes or decides.
 */
@NullMarked
package dev.vitrine.image;

import org.jspecify.annotations.NullMarked;

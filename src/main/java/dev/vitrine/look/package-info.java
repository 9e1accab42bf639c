/** Pictures that look the same. By which words or values a picture is found is the catalog's. */
@NullMarked
package dev.vitrine.look;

import org.jspecify.annotations.NullMarked;

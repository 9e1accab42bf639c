/** Pictures that look the same. The catalog finds pictures by words and values. */
@NullMarked
package dev.vitrine.look;

import org.jspecify.annotations.NullMarked;

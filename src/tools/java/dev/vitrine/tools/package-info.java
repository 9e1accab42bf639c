/**
 * Commands for people, run by {@code src/tools/run}. They are compiled beside the tests, so no code
 * of the application can depend on them and none of them is in its jar.
 */
@NullMarked
package dev.vitrine.tools;

import org.jspecify.annotations.NullMarked;

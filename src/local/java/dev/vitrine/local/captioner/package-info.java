/**
 * Models that write captions in place of the stand-in, outside of this process.
 *
 * <p>Ollama's API is asked by hand: it is one request, and its libraries for the JVM bring more
 * than that.
 */
@NullMarked
package dev.vitrine.local.captioner;

import org.jspecify.annotations.NullMarked;

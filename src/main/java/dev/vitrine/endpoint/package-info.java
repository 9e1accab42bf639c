/**
 * How a model endpoint is called: bytes in, JSON out, and its failures named after what a caller
 * can do about them. What is asked and what the answer means lives in the rooms that ask.
 */
@NullMarked
package dev.vitrine.endpoint;

import org.jspecify.annotations.NullMarked;

/**
 * What others are told: events at the end of an image's work and of exports, and the webhooks of
 * sellers that receive them. Events are derived from the table's stream; no step of a picture waits
 * for them.
 *
 * <p>The HTTP request is written by hand, because no client of the JDK or the SDK connects to an
 * address that was checked before while it proves the certificate of the host's name.
 */
@NullMarked
package dev.vitrine.event;

import org.jspecify.annotations.NullMarked;

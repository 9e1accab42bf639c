/**
 * The HTTP API: JAX-RS resources, and the handler through which API Gateway calls them. This room
 * translates between HTTP and the rooms before it; it makes no decision about a picture.
 */
@NullMarked
package dev.vitrine.query;

import org.jspecify.annotations.NullMarked;

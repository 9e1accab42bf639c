/**
 * The HTTP API: JAX-RS resources, and the handler that lets API Gateway call them. Nothing here
 * decides anything about a picture.
 */
@NullMarked
package dev.vitrine.query;

import org.jspecify.annotations.NullMarked;

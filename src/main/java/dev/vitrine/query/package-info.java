/**
 * The resources of the HTTP API, the requests that they read and the views that they show. This
 * room translates between HTTP and the rooms before it; it makes no decision about a picture. What
 * every resource does alike is in {@code api}, what a seller takes home in {@code export}.
 */
@NullMarked
package dev.vitrine.query;

import org.jspecify.annotations.NullMarked;

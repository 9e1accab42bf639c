/**
 * Calls model endpoints with bytes and parses their JSON; failures are named after what a caller
 * can do about them. The rooms that call make the requests and interpret the answers.
 */
@NullMarked
package dev.vitrine.endpoint;

import org.jspecify.annotations.NullMarked;

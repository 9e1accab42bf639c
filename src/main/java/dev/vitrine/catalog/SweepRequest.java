package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The event of a schedule. The sweep does the same whatever it says.
 *
 * @param id the event's own, for the log
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SweepRequest(@Nullable String id) {}

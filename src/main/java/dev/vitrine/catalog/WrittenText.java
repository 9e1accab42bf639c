package dev.vitrine.catalog;

import java.time.Instant;

/**
 * A text that a person wrote in place of Vitrine's.
 *
 * @param value not blank
 * @param at when
 */
public record WrittenText(String value, Instant at) {
  public WrittenText {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a text is blank");
    }
  }
}

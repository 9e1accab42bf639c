package dev.vitrine.tag;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An attribute for which no value is accepted.
 *
 * @param attribute name of the attribute
 * @param reason why
 */
public record NotSure(String attribute, Reason reason) {

  /** Why no value is accepted. */
  public enum Reason {
    /** No value is likely enough. */
    @JsonProperty("unlikely")
    UNLIKELY,
    /** The two likeliest values are too close to each other. */
    @JsonProperty("close")
    CLOSE,
    /** The model has no calibration for the attribute, and does not say its logit scale. */
    @JsonProperty("not_calibrated")
    NOT_CALIBRATED
  }
}

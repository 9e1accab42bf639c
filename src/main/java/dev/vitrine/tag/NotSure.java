package dev.vitrine.tag;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A question that was asked and deliberately not answered.
 *
 * @param attribute its name
 * @param reason why
 */
public record NotSure(String attribute, Reason reason) {

  /** Why a question is left open. */
  public enum Reason {
    /** No value is likely enough. */
    @JsonProperty("unlikely")
    UNLIKELY,
    /** Two values are about as likely. */
    @JsonProperty("close")
    CLOSE,
    /** Nobody has tried how far this model's word on it can be trusted. */
    @JsonProperty("not_calibrated")
    NOT_CALIBRATED
  }
}

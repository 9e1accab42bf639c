package dev.vitrine.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a value is believed: carried by every value of an image.
 *
 * @param source who said it
 * @param model name of the model, null unless a machine said it
 * @param vocabulary name and version of the vocabulary, e.g. {@code retail@2026-11-1}
 * @param score the model's score in [0, 1]
 * @param threshold the score from which the value counts as found, in [0, 1]
 * @param execution name of the workflow execution that produced the value
 * @param at when the value was produced or said
 */
public record Evidence(
    Source source,
    @Nullable String model,
    @Nullable String vocabulary,
    @Nullable Double score,
    @Nullable Double threshold,
    @Nullable String execution,
    Instant at) {

  /** Who or what said a value. */
  public enum Source {
    /** A model. */
    @JsonProperty("machine")
    MACHINE,
    /** Measured from the picture's pixels, by no model. */
    @JsonProperty("pixels")
    PIXELS,
    /** A person; such a value is locked. */
    @JsonProperty("person")
    PERSON
  }

  /** {@return the evidence of a value that a person gave} */
  public static Evidence person(Instant at) {
    return new Evidence(Source.PERSON, null, null, null, null, null, at);
  }

  /** {@return the evidence of a value measured from pixels} */
  public static Evidence pixels(String execution, Instant at) {
    return new Evidence(Source.PIXELS, null, null, null, null, execution, at);
  }
}

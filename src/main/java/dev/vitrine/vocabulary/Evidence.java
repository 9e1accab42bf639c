package dev.vitrine.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from. Every value of an image carries its evidence.
 *
 * @param source who or what gave the value
 * @param model name of the model; null unless the source is {@code MACHINE}
 * @param vocabulary name and version of the vocabulary, e.g. {@code retail@2026-11-1}
 * @param score the model's score in [0, 1]
 * @param threshold the least score that is accepted, in [0, 1]
 * @param execution name of the workflow execution that produced the value
 * @param at when the value was produced
 * @param uncalibrated true if the threshold is that of {@link DefaultThresholds}, as nobody has
 *     calibrated the model; else null
 * @param note a sentence on what the model was not asked or did not answer; null if there is
 *     nothing to say
 * @param group true if the value is a group of kinds of products, as {@code bakery}, none of which
 *     is sure, and which names no product itself; else null
 */
public record Evidence(
    Source source,
    @Nullable String model,
    @Nullable String vocabulary,
    @Nullable Double score,
    @Nullable Double threshold,
    @Nullable String execution,
    Instant at,
    @Nullable Boolean uncalibrated,
    @Nullable String note,
    @Nullable Boolean group) {

  /** Makes the evidence of a value whose threshold, if there is any, was fitted. */
  public Evidence(
      Source source,
      @Nullable String model,
      @Nullable String vocabulary,
      @Nullable Double score,
      @Nullable Double threshold,
      @Nullable String execution,
      Instant at) {
    this(source, model, vocabulary, score, threshold, execution, at, null, null, null);
  }

  /** {@return this evidence with a note} */
  public Evidence noted(@Nullable String sentence) {
    return new Evidence(
        source, model, vocabulary, score, threshold, execution, at, uncalibrated, sentence, group);
  }

  /** {@return this evidence, of a group that names no product} */
  public Evidence ofGroup() {
    return new Evidence(
        source, model, vocabulary, score, threshold, execution, at, uncalibrated, note, true);
  }

  /** Who or what gave a value. */
  public enum Source {
    /** A model. */
    @JsonProperty("machine")
    MACHINE,
    /** A measurement of the picture's pixels. */
    @JsonProperty("pixels")
    PIXELS,
    /** A person, whose value no later run overwrites. */
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

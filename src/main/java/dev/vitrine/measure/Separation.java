package dev.vitrine.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the product can be told from its background for sure; if not, why not. */
public enum Separation {
  /** The product can be cut out. */
  @JsonProperty("sure")
  SURE("The product stands out from its background."),
  /** The picture's frame is not even. */
  @JsonProperty("scene")
  SCENE("The background is not plain."),
  /** Hardly anything is unlike the backdrop. */
  @JsonProperty("hidden")
  HIDDEN("The product looks like its background."),
  /** Hardly anything is like the backdrop. */
  @JsonProperty("large")
  LARGE("The product leaves hardly any background."),
  /** Lines and specks of it are too fine or too faint to be told from noise. */
  @JsonProperty("faint")
  FAINT("Parts of the product are nearly invisible before the background."),
  /** Something fades into the backdrop on one side and has an edge on another. */
  @JsonProperty("shadow")
  SHADOW("A shadow cannot be told from the product."),
  /** Background is seen through the product, or the product has parts of its color. */
  @JsonProperty("hollow")
  HOLLOW("Large parts within the product look like the background."),
  /** The picture has too many separate things. */
  @JsonProperty("many")
  MANY("The picture shows many separate things."),
  /** Less stands out than a captioner's box of the product holds. */
  @JsonProperty("unfilled")
  UNFILLED("Only a part of the product stands out from its background."),
  /** What stands out reaches far beyond the captioner's boxes. */
  @JsonProperty("beyond")
  BEYOND("What stands out from the background is much larger than the product."),
  /** Much stands out that the captioner has no box for. */
  @JsonProperty("beside")
  BESIDE("Something large beside the product may be a product too.");

  private final String words;

  Separation(String words) {
    this.words = words;
  }

  public boolean isSure() {
    return this == SURE;
  }

  /** {@return a sentence for the seller} */
  public String words() {
    return words;
  }
}

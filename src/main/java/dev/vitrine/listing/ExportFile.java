package dev.vitrine.listing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The files that pictures are exported in. They hold different things of a picture. */
public enum ExportFile {
  /** {@code images.csv}, in a zip too. */
  @JsonProperty("csv")
  CSV,
  /** {@code images.jsonl}. */
  @JsonProperty("jsonl")
  JSON_LINES,
  /** {@code shopify.csv}, in a zip too. */
  @JsonProperty("shopify")
  SHOPIFY
}

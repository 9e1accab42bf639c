package dev.vitrine.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a picture waits for in the queue before a model. */
public enum WaitsFor {
  /** Tags and attributes, by CLIP: the function {@code tag-image}. */
  @JsonProperty("tags")
  TAGS,
  /** Caption and prompt, by CLIP Interrogator: {@code write-prompt}. */
  @JsonProperty("prompt")
  PROMPT,
  /** A restyled picture, by SDXL: {@code restyle-image}. */
  @JsonProperty("restyle")
  RESTYLE
}

package dev.vitrine.upload;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The restyles an uploader asks for, carried by the object itself as user metadata, so that any S3
 * client can ask: {@code aws s3 cp --metadata vitrine-restyle=starry-night,great-wave ...}.
 */
public final class WantedRestyles {
  /** Name of the metadata; S3 keeps names in lower case. */
  static final String METADATA = "vitrine-restyle";

  private WantedRestyles() {}

  /** {@return names of styles, as they were written} */
  public static List<String> in(Map<String, String> metadata) {
    return Stream.of(metadata.getOrDefault(METADATA, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}

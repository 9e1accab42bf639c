package dev.vitrine.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which endpoints answer. */
@ConfigMapping(prefix = "vitrine.endpoint")
public interface EndpointConfig {

  /** Name of the endpoint that scores labels. */
  @WithDefault("vitrine-clip")
  String clip();

  /** Name of the endpoint that writes captions and prompts. */
  @WithDefault("vitrine-interrogator")
  String interrogator();

  /** Name of the endpoint that restyles. */
  @WithDefault("vitrine-sdxl")
  String sdxl();

  /** Name of the restyling model for people: the vendor's contract has no member for it. */
  @WithDefault("SDXL 1.0")
  String sdxlEngine();
}

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

  /** How that endpoint is called. */
  @WithDefault("real-time")
  EndpointMode interrogatorMode();

  /** Name of the endpoint that restyles. */
  @WithDefault("vitrine-sdxl")
  String sdxl();

  /** How that endpoint is called. */
  @WithDefault("real-time")
  EndpointMode sdxlMode();

  /**
   * Most questions that an asynchronous endpoint has before it at a time; the others wait in
   * Vitrine's queue, where sellers take turns. More than two machines need a larger number.
   */
  @WithDefault("8")
  int mostUnanswered();

  /** Name of the restyling model for people: the vendor's contract has no member for it. */
  @WithDefault("SDXL 1.0")
  String sdxlEngine();
}

package dev.vitrine.endpoint;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Addresses of the queues before the models; none in local mode, which has queues of its own. */
@ConfigMapping(prefix = "vitrine.queue")
public interface QueueConfig {

  /** The backlog before CLIP. */
  Optional<String> tagImage();

  /** What people wait for before CLIP. */
  Optional<String> tagImageUrgent();

  /** The backlog before CLIP Interrogator. */
  Optional<String> writePrompt();

  /** What people wait for before CLIP Interrogator. */
  Optional<String> writePromptUrgent();

  /** The backlog before SDXL. */
  Optional<String> restyleImage();

  /** What people wait for before SDXL. */
  Optional<String> restyleImageUrgent();
}

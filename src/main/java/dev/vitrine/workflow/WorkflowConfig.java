package dev.vitrine.workflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which state machine runs. */
@ConfigMapping(prefix = "vitrine.workflow")
public interface WorkflowConfig {

  /** ARN of the state machine {@code image-to-text}. */
  @WithDefault("arn:aws:states:us-east-1:000000000000:stateMachine:image-to-text")
  String stateMachineArn();
}

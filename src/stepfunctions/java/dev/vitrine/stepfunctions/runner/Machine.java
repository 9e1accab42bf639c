package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.StateMachine;
import java.time.Instant;

/**
 * A state machine that executions can be started of.
 *
 * @param definition JSON text as it was given
 * @param definitionId SHA-256 of the text, under which it is kept as long as anything may need it
 * @param updated when definition or role last changed; at first when it was created
 * @param revision id of the last update; "" before the first
 */
record Machine(
    String name,
    String definition,
    String definitionId,
    String roleArn,
    Instant created,
    Instant updated,
    String revision,
    StateMachine parsed) {

  String arn() {
    return Arns.machine(name);
  }
}

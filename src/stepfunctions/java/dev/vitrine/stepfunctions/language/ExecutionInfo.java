package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an execution knows about itself: the context object without the current state.
 *
 * @param id ARN of the execution
 * @param machineId ARN of the state machine
 * @param seed of all that is random in the execution
 * @see <a href="https://states-language.net/#context-object">The context object</a>
 */
public record ExecutionInfo(
    String id,
    String name,
    String machineId,
    String machineName,
    String roleArn,
    Instant started,
    @Nullable Object input,
    long seed) {

  Map<String, @Nullable Object> executionContext(int redrives, @Nullable Instant redriven) {
    Map<String, @Nullable Object> execution = new LinkedHashMap<>();
    execution.put("Id", id);
    execution.put("Input", input);
    execution.put("Name", name);
    execution.put("RoleArn", roleArn);
    execution.put("StartTime", started.toString());
    execution.put("RedriveCount", redrives);
    if (redriven != null) {
      execution.put("RedriveTime", redriven.toString());
    }
    return execution;
  }

  Map<String, @Nullable Object> machineContext() {
    Map<String, @Nullable Object> machine = new LinkedHashMap<>();
    machine.put("Id", machineId);
    machine.put("Name", machineName);
    return machine;
  }
}

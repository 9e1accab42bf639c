package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.stepfunctions.language.ExecutionInfo;
import dev.vitrine.stepfunctions.language.Values;
import java.time.Instant;

/**
 * The first record of an execution.
 *
 * @param definition id of the definition it runs, whatever becomes of the machine
 * @param revision of the machine when it started; "" before the machine's first update
 * @param machineUpdated when the machine had been updated last, or created
 * @param input JSON as it was given
 * @param seed of all that is random in it
 */
record ExecutionStart(
    String machineName,
    String name,
    String definition,
    String roleArn,
    String revision,
    Instant machineUpdated,
    String input,
    long seed,
    Instant started) {

  String arn() {
    return Arns.execution(machineName, name);
  }

  String machineArn() {
    return Arns.machine(machineName);
  }

  ExecutionInfo info() {
    try {
      return new ExecutionInfo(
          arn(),
          name,
          machineArn(),
          machineName,
          roleArn,
          started,
          Values.parseStored(input),
          seed);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an input that was JSON when it was accepted", e);
    }
  }

  byte[] record() {
    return new JournalRecord.Body(JournalRecord.Kind.STARTED, started.toEpochMilli())
        .with("machine", machineName)
        .with("name", name)
        .with("definition", definition)
        .with("role", roleArn)
        .with("revision", revision)
        .with("updated", machineUpdated.toEpochMilli())
        .with("seed", seed)
        .with("input", input)
        .bytes();
  }

  static ExecutionStart of(JournalRecord started) {
    return new ExecutionStart(
        started.text("machine"),
        started.text("name"),
        started.text("definition"),
        started.text("role"),
        started.text("revision"),
        // Earlier versions did not write it: it was updated before the execution started.
        Instant.ofEpochMilli(started.body().path("updated").asLong(started.time())),
        started.text("input"),
        started.body().path("seed").asLong(),
        Instant.ofEpochMilli(started.time()));
  }
}

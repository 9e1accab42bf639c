package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The calls about state machines. */
final class MachineCalls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateMachineRunner runner;

  MachineCalls(StateMachineRunner runner) {
    this.runner = runner;
  }

  /** Creating the same again answers as the first time did. */
  synchronized ObjectNode create(Request request) throws ApiException, IOException {
    String name = request.name("name");
    String definition = request.text("definition");
    String role = role(request, "");
    if (!request.text("type", "STANDARD").equals("STANDARD")) {
      throw new ApiException(
          "StateMachineTypeNotSupported", "Only state machines of the type STANDARD run here");
    }
    Optional<Machine> existing = runner.machines().find(name);
    if (existing.isPresent() && !existing.get().definition().equals(definition)) {
      throw new ApiException(
          "StateMachineAlreadyExists",
          "State Machine Already Exists: '" + existing.get().arn() + "'");
    }
    Instant now = runner.now();
    Machine machine =
        existing.isPresent() ? existing.get() : put(name, definition, role, now, now, "");
    return JSON.createObjectNode()
        .put("stateMachineArn", machine.arn())
        .put("creationDate", Request.seconds(machine.created()));
  }

  /**
   * @param absent "" if the call must have one
   */
  private static String role(Request request, String absent) throws ApiException {
    String role = absent.isEmpty() ? request.text("roleArn") : request.text("roleArn", absent);
    if (!Arns.isRole(role)) {
      throw new ApiException("InvalidArn", "Invalid Role Arn: '" + role + "'");
    }
    return role;
  }

  /** What a machine of the type STANDARD answers to StartSyncExecution. */
  ApiException notExpress(Request request) throws ApiException {
    return new ApiException(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine: " + machine(request).arn());
  }

  private Machine put(
      String name,
      String definition,
      String role,
      Instant created,
      Instant updated,
      String revision)
      throws ApiException, IOException {
    try {
      return runner.machines().put(name, definition, role, created, updated, revision);
    } catch (InvalidDefinitionException e) {
      throw new ApiException(
          "InvalidDefinition", "Invalid State Machine Definition: '" + e.getMessage() + "'");
    }
  }

  synchronized ObjectNode update(Request request) throws ApiException, IOException {
    Machine was = machine(request);
    if (!request.has("definition") && !request.has("roleArn")) {
      throw new ApiException(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, the"
              + " EncryptionConfiguration or the TracingConfiguration must be specified");
    }
    Instant now = runner.now();
    String revision = UUID.randomUUID().toString();
    put(
        was.name(),
        request.text("definition", was.definition()),
        role(request, was.roleArn()),
        was.created(),
        now,
        revision);
    return JSON.createObjectNode()
        .put("updateDate", Request.seconds(now))
        .put("revisionId", revision);
  }

  ObjectNode describe(Request request) throws ApiException {
    Machine machine = machine(request);
    ObjectNode answer = described(machine);
    answer.put("type", "STANDARD").put("status", "ACTIVE");
    return answer.put("creationDate", Request.seconds(machine.created()));
  }

  private static ObjectNode described(Machine machine) {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("stateMachineArn", machine.arn())
            .put("name", machine.name())
            .put("definition", machine.definition())
            .put("roleArn", machine.roleArn());
    return withConfiguration(answer, machine.revision());
  }

  /**
   * Adds what is the same of every machine, and the revision.
   *
   * @param revision "" before the first update
   */
  private static ObjectNode withConfiguration(ObjectNode answer, String revision) {
    if (!revision.isEmpty()) {
      answer.put("revisionId", revision);
    }
    answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
    answer.putObject("tracingConfiguration").put("enabled", false);
    answer.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
    return answer;
  }

  /** The definition the execution runs, which may be an older one of its machine. */
  ObjectNode describeForExecution(ExecutionStart start) throws ApiException, IOException {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("stateMachineArn", start.machineArn())
            .put("name", start.machineName())
            .put("definition", runner.machines().text(start.definition()))
            .put("roleArn", start.roleArn())
            .put("updateDate", Request.seconds(start.machineUpdated()));
    return withConfiguration(answer, start.revision());
  }

  ObjectNode list(Request request) throws ApiException {
    List<Machine> machines = new ArrayList<>(runner.machines().all());
    int from = (int) Math.min(machines.size(), request.nextToken(0));
    int to = Math.min(machines.size(), from + request.maxResults());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode entries = answer.putArray("stateMachines");
    for (Machine machine : machines.subList(from, to)) {
      entries
          .addObject()
          .put("stateMachineArn", machine.arn())
          .put("name", machine.name())
          .put("type", "STANDARD")
          .put("creationDate", Request.seconds(machine.created()));
    }
    return to < machines.size() ? answer.put("nextToken", Request.token(to)) : answer;
  }

  /** Executions that run go on; deleting what is not there is no error. */
  synchronized ObjectNode delete(Request request) throws ApiException, IOException {
    runner.machines().delete(machineName(request));
    return JSON.createObjectNode();
  }

  ObjectNode validate(Request request) throws ApiException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode diagnostics = JSON.createArrayNode();
    int limit = request.maxResults();
    boolean truncated = false;
    try {
      runner.machines().parse(request.text("definition"));
    } catch (InvalidDefinitionException e) {
      truncated = e.problems().size() > limit;
      for (Problem problem : e.problems().subList(0, Math.min(limit, e.problems().size()))) {
        ObjectNode diagnostic =
            diagnostics
                .addObject()
                .put("severity", "ERROR")
                .put("code", problem.code())
                .put("message", problem.message());
        if (!problem.location().isEmpty()) {
          diagnostic.put("location", problem.location());
        }
      }
    }
    answer.put("result", diagnostics.isEmpty() ? "OK" : "FAIL");
    answer.set("diagnostics", diagnostics);
    return answer.put("truncated", truncated);
  }

  Machine machine(Request request) throws ApiException {
    String name = machineName(request);
    return runner
        .machines()
        .find(name)
        .orElseThrow(() -> ApiException.noMachine(Arns.machine(name)));
  }

  private static String machineName(Request request) throws ApiException {
    String arn = request.text("stateMachineArn");
    return Arns.machineName(arn).orElseThrow(() -> ApiException.invalidArn(arn));
  }
}

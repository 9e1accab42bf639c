package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Which members of each call are carried out here. Any other member is refused, so that no caller
 * relies on a member that would be ignored.
 */
final class CallMembers {

  private static final Map<String, Set<String>> BY_OPERATION =
      Map.ofEntries(
          members(
              "CreateStateMachine",
              "name definition roleArn type publish versionDescription tags loggingConfiguration"
                  + " tracingConfiguration encryptionConfiguration"),
          members(
              "UpdateStateMachine",
              "stateMachineArn definition roleArn publish versionDescription loggingConfiguration"
                  + " tracingConfiguration encryptionConfiguration"),
          members("DescribeStateMachine", "stateMachineArn includedData"),
          members("ListStateMachines", "maxResults nextToken"),
          members("DeleteStateMachine", "stateMachineArn"),
          members("ValidateStateMachineDefinition", "definition type severity maxResults"),
          members("DescribeStateMachineForExecution", "executionArn includedData"),
          members("StartExecution", "stateMachineArn name input"),
          members("StartSyncExecution", "stateMachineArn name input traceHeader includedData"),
          members("StopExecution", "executionArn error cause"),
          members("DescribeExecution", "executionArn includedData"),
          members("ListExecutions", "stateMachineArn statusFilter maxResults nextToken"),
          members("RedriveExecution", "executionArn clientToken"),
          members(
              "GetExecutionHistory",
              "executionArn includeExecutionData reverseOrder maxResults nextToken"),
          members("SendTaskSuccess", "taskToken output"),
          members("SendTaskFailure", "taskToken error cause"),
          members("SendTaskHeartbeat", "taskToken"),
          members(
              "TestState",
              "definition roleArn input inspectionLevel revealSecrets stateName variables"));

  private CallMembers() {}

  private static Map.Entry<String, Set<String>> members(String operation, String names) {
    return Map.entry(operation, new HashSet<>(Arrays.asList(names.split(" "))));
  }

  /**
   * Checks the members of a call. An operation that is not known is left to others.
   *
   * @throws ApiException ValidationException, naming the member
   */
  static void check(String operation, JsonNode body) throws ApiException {
    Set<String> known = BY_OPERATION.get(operation);
    if (known == null) {
      return;
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name) && !body.path(name).isNull()) {
        throw ApiException.validation("The member '" + name + "' is not supported here.");
      }
    }
    if (body.hasNonNull("versionDescription") && !body.path("publish").asBoolean()) {
      throw ApiException.validation("Version description can only be set when publish is true");
    }
    refuse("publish", body.path("publish").asBoolean());
    refuse("tags", !body.path("tags").isEmpty());
    refuse("revealSecrets", body.path("revealSecrets").asBoolean());
    refuse("loggingConfiguration", isNot(body.path("loggingConfiguration").path("level"), "OFF"));
    refuse("tracingConfiguration", body.path("tracingConfiguration").path("enabled").asBoolean());
    refuse(
        "encryptionConfiguration",
        isNot(body.path("encryptionConfiguration").path("type"), "AWS_OWNED_KEY"));
    refuse("includedData", isNot(body.path("includedData"), "ALL_DATA"));
  }

  private static boolean isNot(JsonNode value, String only) {
    return !value.isMissingNode() && !value.asText().equals(only);
  }

  private static void refuse(String member, boolean unsupported) throws ApiException {
    if (unsupported) {
      throw ApiException.validation("This value of '" + member + "' is not supported here.");
    }
  }
}

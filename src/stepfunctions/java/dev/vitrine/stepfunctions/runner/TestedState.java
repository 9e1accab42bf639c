package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.Values;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The state of a call of TestState, made into a machine of its own: whatever the state can go to
 * becomes a Succeed state, and a Pass state before it assigns the variables.
 *
 * @param state its definition
 * @param language the QueryLanguage of the machine around it, which states inside of it speak too;
 *     missing if there is none
 * @param variables an object; empty if there are none
 */
record TestedState(String name, ObjectNode state, JsonNode language, JsonNode variables) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSONATA = "JSONata";
  private static final String LANGUAGE = "QueryLanguage";

  /**
   * @throws ApiException InvalidDefinition or ValidationException
   */
  static TestedState of(Request request) throws ApiException {
    JsonNode definition = object("definition", request.text("definition"));
    String name = request.text("stateName", "TestedState");
    JsonNode state = definition;
    JsonNode language = MissingNode.getInstance();
    if (request.has("stateName")) {
      state = definition.path("States").path(name);
      if (!state.isObject()) {
        throw invalid("There is no state '" + name + "' at the top of the definition");
      }
      language = definition.path(LANGUAGE);
    }
    JsonNode variables = object("variables", request.text("variables", "{}"));
    return new TestedState(name, (ObjectNode) state, language, variables);
  }

  private static JsonNode object(String member, String text) throws ApiException {
    try {
      Values.parse(text); // refuses numbers that no double holds
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw invalid(member + ": " + e.getOriginalMessage());
    }
    throw invalid(member + " is not a JSON object");
  }

  private static ApiException invalid(String why) {
    return new ApiException("InvalidDefinition", "Invalid State Machine Definition: '" + why + "'");
  }

  String type() {
    return state.path("Type").asText();
  }

  /**
   * @throws ApiException InvalidDefinition, with everything that is wrong with the state
   */
  StateMachine machine(MachineStore machines) throws ApiException {
    ObjectNode machine = JSON.createObjectNode();
    if (!language.isMissingNode()) {
      machine.set(LANGUAGE, language);
    }
    ObjectNode states = machine.putObject("States");
    states.set(name, state);
    for (String target : targets()) {
      if (!states.has(target)) {
        states.putObject(target).put("Type", "Succeed").put(LANGUAGE, JSONATA);
      }
    }
    String first = name;
    if (!variables.isEmpty()) {
      first = freeName(states);
      ObjectNode assign = states.putObject(first);
      assign.put("Type", "Pass").put(LANGUAGE, JSONATA).put("Next", name);
      assign.set("Assign", variables);
    }
    machine.put("StartAt", first);
    try {
      return machines.parse(machine.toString());
    } catch (InvalidDefinitionException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** A name that no state has, inner ones included. */
  private static String freeName(ObjectNode states) {
    String definition = states.toString();
    String free = "Variables";
    for (int i = 2; definition.contains('"' + free + '"'); i++) {
      free = "Variables " + i;
    }
    return free;
  }

  private Set<String> targets() {
    Set<String> targets = new LinkedHashSet<>();
    targets.add(state.path("Next").asText());
    targets.add(state.path("Default").asText());
    state.path("Choices").forEach(choice -> targets.add(choice.path("Next").asText()));
    state.path("Catch").forEach(catcher -> targets.add(catcher.path("Next").asText()));
    targets.remove("");
    return targets;
  }
}

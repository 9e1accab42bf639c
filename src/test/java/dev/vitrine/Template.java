package dev.vitrine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The core stack's template as a tree; {@code !Ref X} is there as {@code {"!Ref": "X"}}. */
final class Template {
  private static final Path FILE = Path.of("sam-template.yaml");
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode root;

  Template() {
    try (Reader text = Files.newBufferedReader(FILE)) {
      root = tree(new Yaml().compose(text));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  /** {@return the resources of a type, by name} */
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> resources = new TreeMap<>();
    root.path("Resources")
        .fields()
        .forEachRemaining(
            resource -> {
              if (resource.getValue().path("Type").asText().equals(type)) {
                resources.put(resource.getKey(), resource.getValue());
              }
            });
    return resources;
  }

  /** {@return the properties of all functions, by their handler's name} */
  Map<String, JsonNode> functions() {
    Map<String, JsonNode> functions = new TreeMap<>();
    resources("AWS::Serverless::Function")
        .values()
        .forEach(
            function ->
                functions.put(
                    environment(function).path("QUARKUS_LAMBDA_HANDLER").asText(),
                    function.path("Properties")));
    return functions;
  }

  JsonNode globals() {
    return root.path("Globals").path("Function");
  }

  private static JsonNode environment(JsonNode function) {
    return function.path("Properties").path("Environment").path("Variables");
  }

  /** {@return the actions a function's policies allow} */
  static Set<String> actions(JsonNode function) {
    Set<String> actions = new TreeSet<>();
    for (JsonNode policy : function.path("Policies")) {
      for (JsonNode statement : policy.path("Statement")) {
        JsonNode action = statement.path("Action");
        if (action.isArray()) {
          action.forEach(each -> actions.add(each.asText()));
        } else {
          actions.add(action.asText());
        }
      }
    }
    return actions;
  }

  private static JsonNode tree(Node node) {
    JsonNode value;
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.createObjectNode();
      for (NodeTuple pair : mapping.getValue()) {
        object.set(((ScalarNode) pair.getKeyNode()).getValue(), tree(pair.getValueNode()));
      }
      value = object;
    } else if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.createArrayNode();
      sequence.getValue().forEach(each -> array.add(tree(each)));
      value = array;
    } else {
      value = JSON.getNodeFactory().textNode(((ScalarNode) node).getValue());
    }
    String tag = node.getTag().getValue();
    return tag.startsWith("!") ? JSON.createObjectNode().set(tag, value) : value;
  }
}

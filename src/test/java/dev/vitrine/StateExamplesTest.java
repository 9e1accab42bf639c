package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vitrine.endpoint.QueuedTasks;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples beside the state machine are what the handlers really take and give. */
class StateExamplesTest {
  private static final Path EXAMPLES = Path.of("statemachine/examples");

  /** States whose requests are answered by the handler of another state. */
  private static final Map<String, String> ANSWERED_BY_ANOTHER = Map.of("TagProducts", "TagImage");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  static List<String> states() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".in.json"))
          .map(name -> name.replace(".in.json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void isTakenAndGivenByTheHandlerOfItsName(String state) throws Exception {
    Class<?> handler = handler(state);
    JavaType[] types =
        JSON.getTypeFactory().findTypeParameters(JSON.constructType(handler), RequestHandler.class);
    if (types[0].hasRawClass(QueuedTasks.QueueEvent.class)) { // the examples are of the task in it
      String room = handler.getPackageName();
      types =
          new JavaType[] {
            JSON.constructType(Class.forName(handler.getName() + "$Request")),
            JSON.constructType(Class.forName(room + "." + state + "Result"))
          };
    }

    assertThat(handler.getAnnotation(Named.class).value())
        .isEqualTo(kebab(ANSWERED_BY_ANOTHER.getOrDefault(state, state)));
    assertThat(JSON.<Object>readValue(EXAMPLES.resolve(state + ".in.json").toFile(), types[0]))
        .isNotNull();
    Path result = EXAMPLES.resolve(state + ".out.json");
    if (Files.exists(result)) {
      Object value = JSON.readValue(result.toFile(), types[1]);
      JsonNode written = JSON.readTree(JSON.writerFor(types[1]).writeValueAsString(value));
      assertThat(JSON.<Object>readValue(written.toString(), types[1])).isEqualTo(value);
    }
  }

  @Test
  void everyTaskHasAnExampleOfWhatItTakes() throws IOException {
    Map<String, JsonNode> tasks = StateMachineTest.states();
    tasks.values().removeIf(state -> !state.path("Type").asText().equals("Task"));

    assertThat(tasks.keySet()).isSubsetOf(states());
  }

  private static Class<?> handler(String state) {
    String answering = ANSWERED_BY_ANOTHER.getOrDefault(state, state);
    return Stream.of("upload", "render", "tag", "prompt", "restyle", "catalog")
        .map(room -> "dev.vitrine." + room + "." + answering + "Handler")
        .flatMap(StateExamplesTest::load)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no handler for state " + state));
  }

  private static Stream<Class<?>> load(String name) {
    try {
      return Stream.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }

  private static String kebab(String state) {
    return state.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
  }
}

package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Driven by the AWS command line, where it is installed. */
class CommandLineTest {

  private static final String MACHINE =
      "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\","
          + "\"Output\":\"{% 'Hello, ' & $states.input.name %}\"}}}";

  @TempDir Path directory;

  private static boolean installed() {
    String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    return List.of(folders).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
  }

  private JsonNode aws(StepFunctionsServer server, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws", "stepfunctions"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", server.address().toString(),
                "AWS_ACCESS_KEY_ID", "any",
                "AWS_SECRET_ACCESS_KEY", "thing",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_DEFAULT_OUTPUT", "json"));
    Path errors = directory.resolve("errors.txt");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return new ObjectMapper().readTree(output);
  }

  @Test
  void runsAMachine() throws Exception {
    assumeTrue(installed(), "the AWS command line is not installed");
    Integrations none = new Integrations(new StepFunctionsServer.NoFunctions());
    try (StepFunctionsServer server = new StepFunctionsServer(directory.resolve("home"), none, 0)) {
      String machine =
          aws(
                  server,
                  "create-state-machine",
                  "--name=hello",
                  "--role-arn=arn:aws:iam::000000000000:role/any",
                  "--definition=" + MACHINE)
              .path("stateMachineArn")
              .asText();
      String execution =
          aws(
                  server,
                  "start-execution",
                  "--state-machine-arn=" + machine,
                  "--input={\"name\":\"Ada\"}")
              .path("executionArn")
              .asText();
      JsonNode described = aws(server, "describe-execution", "--execution-arn=" + execution);
      assertThat(described.path("output").asText()).isEqualTo("\"Hello, Ada\"");
    }
  }
}

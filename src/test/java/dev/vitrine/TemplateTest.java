package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The template agrees with the state machine, the code and the page that it deploys. */
class TemplateTest {
  private static final Path STATE_MACHINE = Path.of("statemachine/image-to-text.asl.json");
  private static final Path PAGE = Path.of("src/main/resources/META-INF/resources");

  /** Public besides the page's files: none of it is a seller's. */
  private static final Set<String> PUBLIC = Set.of("/", "/about", "/styles", "/state-machine.json");

  /** What nobody has asked to set in AWS; each has a default that fits. */
  private static final Set<String> LEFT_AT_THEIR_DEFAULT =
      Set.of(
          "VITRINE_UPLOAD_POST_LIFETIME",
          "VITRINE_SWEEP_PATIENCE",
          "VITRINE_SWEEP_WINDOW",
          "VITRINE_SWEEP_IMAGES",
          "VITRINE_SWEEP_PAGES",
          "VITRINE_TABLE_COMPRESSES_RECORDS",
          "VITRINE_WEBHOOK_LOOPBACK",
          "VITRINE_WEBHOOK_PAUSES");

  private static final String SEND_AND_WAIT =
      "arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken";

  private final Template template = new Template();

  @Test
  void everyPlaceholderOfTheStateMachineIsFilledWithTheFunctionOrParameterOfItsName()
      throws IOException {
    Matcher placeholder = Pattern.compile("\\$\\{(\\w+)}").matcher(Files.readString(STATE_MACHINE));
    Map<String, String> needed = new TreeMap<>();
    while (placeholder.find()) {
      String name = placeholder.group(1);
      needed.put(name, name.replaceAll("Arn$", ".Alias").replaceAll("Url$", ""));
    }
    needed.put("SendAndWaitForTokenArn", SEND_AND_WAIT);
    Map<String, String> given = new TreeMap<>();
    template
        .resources("AWS::Serverless::StateMachine")
        .get("ImageToText")
        .path("Properties")
        .path("DefinitionSubstitutions")
        .fields()
        .forEachRemaining(
            e -> given.put(e.getKey(), chosen(e.getValue()).elements().next().asText()));

    assertThat(given).isEqualTo(needed);
  }

  /** What a value is where its condition holds. */
  private static JsonNode chosen(JsonNode value) {
    return value.has("!If") ? value.path("!If").get(1) : value;
  }

  @Test
  void everyFunctionIsNamedAfterItsHandlerAndLogsWhereLogsEnd() {
    Map<String, JsonNode> groups = template.resources("AWS::Logs::LogGroup");
    template
        .resources("AWS::Serverless::Function")
        .forEach(
            (name, function) -> {
              JsonNode properties = function.path("Properties");
              String step = name.replaceAll("Function$", "");
              JsonNode handler =
                  properties.path("Environment").path("Variables").path("QUARKUS_LAMBDA_HANDLER");
              assertThat(handler.asText()).isEqualTo(kebab(step));
              String group =
                  properties.path("LoggingConfig").path("LogGroup").path("!Ref").asText();
              assertThat(group).isEqualTo(step + "Logs");
              assertThat(groups.get(group).path("Properties").has("RetentionInDays")).isTrue();
            });
  }

  @Test
  void noStepIsGivenUpByTheWorkflowBeforeItsFunctionIs() throws IOException {
    Map<String, Integer> limits = new TreeMap<>();
    taskLimits(new JsonMapper().readTree(STATE_MACHINE.toFile()), limits);
    Map<String, JsonNode> functions = template.functions();

    assertThat(limits).isNotEmpty();
    limits.forEach(
        (state, limit) -> {
          String function = state.equals("TagProducts") ? "TagImage" : state;
          JsonNode own = functions.get(kebab(function)).path("Timeout");
          int timeout =
              own.isMissingNode() ? template.globals().path("Timeout").asInt() : own.asInt();
          assertThat(timeout).as(state).isPositive().isLessThan(limit);
        });
  }

  @Test
  void everySettingAFunctionReadsIsSetAndEverySettingThatIsSetIsRead() {
    Map<String, Set<String>> calls = new HandlerReach().calls();
    template
        .functions()
        .forEach(
            (handler, function) -> {
              Set<String> given = new TreeSet<>();
              function
                  .path("Environment")
                  .path("Variables")
                  .fieldNames()
                  .forEachRemaining(given::add);
              given.remove("QUARKUS_LAMBDA_HANDLER");
              Set<String> read = variables(calls.get(handler));
              read.removeAll(LEFT_AT_THEIR_DEFAULT);
              template
                  .globals()
                  .path("Environment")
                  .path("Variables")
                  .fieldNames()
                  .forEachRemaining(read::remove); // of all functions, whoever reads it
              assertThat(given).as(handler).isEqualTo(read);
            });
  }

  @Test
  void whatIsDeletedOrReplacedIsGoneAfterSomeDaysAndQuestionsOfThemselves() {
    Map<String, JsonNode> rules = new TreeMap<>();
    template
        .resources("AWS::S3::Bucket")
        .get("UploadsBucket")
        .path("Properties")
        .path("LifecycleConfiguration")
        .path("Rules")
        .forEach(rule -> rules.put(rule.path("Prefix").asText(), rule));

    assertThat(rules).containsOnlyKeys("", ".vitrine/", ".vitrine/.later/");
    assertThat(rules.values()).allMatch(rule -> rule.path("Status").asText().equals("Enabled"));
    assertThat(noncurrentDays(rules.get(".vitrine/")).asInt()).isEqualTo(1);
    assertThat(rules.get(".vitrine/.later/").path("ExpirationInDays").asInt()).isEqualTo(2);
    assertThat(noncurrentDays(rules.get("")).path("!Ref").asText())
        .isEqualTo("DeletedOriginalDays");
    assertThat(rules.get("").path("ExpiredObjectDeleteMarker").asBoolean()).isTrue();
  }

  private static JsonNode noncurrentDays(JsonNode rule) {
    return rule.path("NoncurrentVersionExpiration").path("NoncurrentDays");
  }

  @Test
  void dataOutlivesTheStack() {
    Stream.of(
            "AWS::S3::Bucket",
            "AWS::S3Vectors::VectorBucket",
            "AWS::DynamoDB::Table",
            "AWS::Cognito::UserPool")
        .flatMap(type -> template.resources(type).values().stream())
        .forEach(
            resource -> {
              assertThat(resource.path("DeletionPolicy").asText())
                  .isEqualTo("RetainExceptOnCreate");
              assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            });
  }

  @Test
  void thePageIsPublicAndEverythingElseNeedsATokenOfASeller() throws IOException {
    Set<String> open = new TreeSet<>();
    for (JsonNode route : template.resources("AWS::ApiGatewayV2::Route").values()) {
      JsonNode properties = route.path("Properties");
      String key = properties.path("RouteKey").asText();
      if (key.equals("$default")) {
        assertThat(properties.path("AuthorizationType").asText()).isEqualTo("JWT");
      } else {
        assertThat(key).matches("GET /.*|HEAD /");
        open.add(key.substring(key.indexOf(' ') + 1));
      }
    }
    Set<String> wanted = new TreeSet<>(PUBLIC);
    wanted.addAll(files());

    assertThat(wanted).allMatch(path -> open.stream().anyMatch(route -> covers(route, path)));
    assertThat(open).allMatch(route -> wanted.stream().anyMatch(path -> covers(route, path)));
  }

  @Test
  void everyAlarmNamesItsSectionOfTheRunbook() throws IOException {
    List<String> sections =
        Files.readAllLines(Path.of("docs/operations.md")).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceAll("^#+ ", ""))
            .toList();
    Pattern named = Pattern.compile("docs/operations\\.md, \"(.+)\"");

    assertThat(template.resources("AWS::CloudWatch::Alarm"))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            (name, alarm) -> {
              Matcher section =
                  named.matcher(alarm.path("Properties").path("AlarmDescription").asText());
              assertThat(section.find()).isTrue();
              assertThat(sections).contains(section.group(1));
            });
  }

  @Test
  void anAlarmOverSeveralMetricsWorksWhenSomeOfThemHaveNoData() {
    template
        .resources("AWS::CloudWatch::Alarm")
        .forEach(
            (name, alarm) -> {
              JsonNode metrics = alarm.path("Properties").path("Metrics");
              String expression = metrics.findPath("Expression").asText();
              for (JsonNode metric : metrics) {
                if (metric.has("MetricStat")) {
                  assertThat(expression)
                      .as(name)
                      .contains("FILL(" + metric.path("Id").asText() + ", 0)");
                }
              }
            });
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(PAGE)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> "/" + PAGE.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toSet());
    }
  }

  private static boolean covers(String route, String path) {
    return path.matches(route.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
  }

  /** The settings that are read, as the environment variables that set them. */
  private static Set<String> variables(Set<String> calls) {
    Set<String> variables = new TreeSet<>();
    for (Class<?> config : HandlerReach.configurations()) {
      String prefix = config.getAnnotation(ConfigMapping.class).prefix();
      collect(config, prefix, calls, variables);
    }
    return variables;
  }

  private static void collect(
      Class<?> config, String prefix, Set<String> calls, Set<String> variables) {
    for (Method setting : config.getDeclaredMethods()) {
      String name = prefix + "." + kebab(setting.getName());
      if (setting.getReturnType().getEnclosingClass() == config) {
        collect(setting.getReturnType(), name, calls, variables);
      } else if (calls.contains(config.getSimpleName() + "." + setting.getName())) {
        variables.add(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_"));
      }
    }
  }

  private static void taskLimits(JsonNode machine, Map<String, Integer> limits) {
    machine
        .path("States")
        .fields()
        .forEachRemaining(
            state -> {
              if (state.getValue().path("Type").asText().equals("Task")) {
                limits.put(state.getKey(), state.getValue().path("TimeoutSeconds").asInt());
              }
              state.getValue().path("Branches").forEach(branch -> taskLimits(branch, limits));
              taskLimits(state.getValue().path("ItemProcessor"), limits);
            });
  }

  static String kebab(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}

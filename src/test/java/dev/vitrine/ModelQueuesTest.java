package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue before each model agrees with the state that waits and with the function it feeds. */
class ModelQueuesTest {
  private static final int A_DAY_S = 86_400;

  private final Template template = new Template();

  @ParameterizedTest
  @CsvSource({
    "TagImage, TagImageQueue",
    "TagImage, TagImageUrgentQueue",
    "WritePrompt, WritePromptQueue",
    "WritePrompt, WritePromptUrgentQueue",
    "RestyleImage, RestyleImageQueue",
    "RestyleImage, RestyleImageUrgentQueue"
  })
  void keepsAPictureAsLongAsItsStateWaitsAndFeedsNoMoreThanTheModelTakes(String step, String name)
      throws IOException {
    JsonNode state = StateMachineTest.states().get(step);
    JsonNode queue = template.resources("AWS::SQS::Queue").get(name).path("Properties");
    JsonNode function = template.functions().get(TemplateTest.kebab(step));

    assertThat(state.path("TimeoutSeconds").asInt()).isEqualTo(A_DAY_S);
    assertThat(queue.path("MessageRetentionPeriod").asInt()).isEqualTo(A_DAY_S);
    // Nobody could send a heartbeat for a message that waits.
    assertThat(state.has("HeartbeatSeconds")).isFalse();
    // A function that is still at work must not be handed its own message again.
    assertThat(queue.path("VisibilityTimeout").asInt())
        .isGreaterThan(function.path("Timeout").asInt());
    assertThat(state.path("Arguments").path("QueueUrl").asText()).contains("${" + name + "Url}");

    JsonNode source =
        template
            .resources("AWS::Lambda::EventSourceMapping")
            .get(name + "To" + step)
            .path("Properties");
    assertThat(source.path("EventSourceArn").findValuesAsText("!GetAtt"))
        .containsExactly(name + ".Arn");
    assertThat(source.path("FunctionName").path("!Ref").asText())
        .isEqualTo(step + "Function.Alias");
    // A second picture of a batch would wait out of sight behind the first.
    assertThat(source.path("BatchSize").asInt()).isEqualTo(1);
    assertThat(source.path("ScalingConfig").has("MaximumConcurrency")).isTrue();
    assertThat(source.path("FunctionResponseTypes").path(0).asText())
        .isEqualTo("ReportBatchItemFailures");
  }
}

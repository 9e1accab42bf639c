package dev.vitrine.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The type and the qualifier of a call of the Lambda API are obeyed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LambdaInvokeTest {

  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  /** Functions that end when the gate is open. */
  private final LocalFunctions functions =
      new LocalFunctions(List.of(), new ObjectMapper()) {
        @Override
        public Set<String> names() {
          return Set.of("f", "my-function");
        }

        @Override
        public FunctionResult invoke(String name, byte[] payload) {
          called.countDown();
          try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new FunctionResult(new String(payload, StandardCharsets.UTF_8), null);
        }
      };

  private Response call(String function, String qualifier, String type, String payload)
      throws Exception {
    return new LambdaInvokeResource(functions, new FunctionLine(1, 1))
        .invoke(function, qualifier, type, payload.getBytes(StandardCharsets.UTF_8))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Test
  void anEventDoesNotWaitForTheFunction() throws Exception {
    assertThat(call("f", null, "Event", "{}").getStatus()).isEqualTo(202);
    assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
    gate.countDown();
  }

  @Test
  void aDryRunDoesNotCallTheFunction() throws Exception {
    assertThat(call("f:$LATEST", null, "DryRun", "{}").getStatus()).isEqualTo(204);
    assertThat(called.getCount()).isEqualTo(1);
  }

  @Test
  void takesNamesAndArnsWithAndWithoutAQualifier() throws Exception {
    for (String name :
        List.of("my-function:$LATEST", "my-function", "arn:aws:lambda:us-east-1:0:function:f")) {
      assertThat(call(name, null, "DryRun", "{}").getStatus()).as(name).isEqualTo(204);
    }
    assertThat(call("my-function:f", null, "DryRun", "{}").getStatus()).isEqualTo(404);
  }

  @Test
  void anOrdinaryCallGivesTheResult() throws Exception {
    gate.countDown();
    Response answer = call("f", "$LATEST", null, "{\"a\":1}");
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getEntity()).isEqualTo("{\"a\":1}");
  }

  @Test
  void refusesOtherVersionsTypesAndTextThatIsNotJson() throws Exception {
    assertThat(call("f", "live", null, "{}").getStatus()).isEqualTo(404);
    assertThat(call("arn:aws:lambda:us-east-1:0:function:f:7", null, null, "{}").getStatus())
        .isEqualTo(404);
    assertThat(call("f:live", "other", null, "{}").getStatus()).isEqualTo(400);
    assertThat(call("f", null, "Later", "{}").getStatus()).isEqualTo(400);
    assertThat(call("f", null, null, "{").getStatus()).isEqualTo(400);
    assertThat(called.getCount()).isEqualTo(1);
  }
}

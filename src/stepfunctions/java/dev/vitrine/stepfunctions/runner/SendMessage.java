package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The integration {@code sqs:sendMessage}, for {@link Integrations#with}: puts a message into one
 * of the queues that it is given. With {@code .waitForTaskToken} the task then waits for its token.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html">Send a
 *     message</a>
 */
public final class SendMessage implements Integration {

  private static final Set<String> ARGUMENTS = Set.of("QueueUrl", "MessageBody", "MessageGroupId");

  /** Queues by their addresses. */
  public interface Queues {

    /**
     * Stores a message; it is durable when this returns.
     *
     * @param queueUrl the address as the state machine has it
     * @param group the argument MessageGroupId; empty if there is none
     * @param body the argument MessageBody: a text as it is, anything else as JSON
     * @return the message's id
     * @throws IOException if it cannot be stored now; fails the task with SQS.SdkClientException
     * @throws TaskFailedException if there is no such queue
     */
    String send(String queueUrl, String group, String body) throws IOException;
  }

  private final Queues queues;
  private final Executor threads;

  /**
   * @param threads for the queues, which may block
   */
  public SendMessage(Queues queues, Executor threads) {
    this.queues = queues;
    this.threads = threads;
  }

  @Override
  public CompletionStage<@Nullable Object> call(TaskCall call) {
    if (!(call.arguments() instanceof Map<?, ?> arguments)
        || !(arguments.get("QueueUrl") instanceof String queueUrl)
        || !arguments.containsKey("MessageBody")) {
      throw new TaskFailedException(
          Failure.RUNTIME, "The arguments QueueUrl and MessageBody are required.");
    }
    for (Object argument : arguments.keySet()) {
      if (!ARGUMENTS.contains(argument)) {
        throw new TaskFailedException(
            Failure.RUNTIME,
            "sqs:sendMessage does not support the argument " + argument + " here.");
      }
    }
    Object group = arguments.get("MessageGroupId");
    Object given = arguments.get("MessageBody");
    String body = given instanceof String text ? text : Values.write(given);
    return CompletableFuture.supplyAsync(
        () -> send(queueUrl, group == null ? "" : group.toString(), body), threads);
  }

  private @Nullable Object send(String queueUrl, String group, String body) {
    try {
      return result(queues.send(queueUrl, group, body));
    } catch (IOException e) {
      throw new TaskFailedException("SQS.SdkClientException", String.valueOf(e));
    }
  }

  private static Map<String, @Nullable Object> result(String messageId) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("MessageId", messageId);
    result.put("SdkHttpMetadata", Map.of("HttpStatusCode", 200));
    result.put("SdkResponseMetadata", Map.of("RequestId", messageId));
    return result;
  }
}

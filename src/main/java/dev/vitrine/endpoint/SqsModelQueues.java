package dev.vitrine.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The queues in SQS, which counts approximately: its count is exact about a minute after the last
 * message was sent. Each queue is asked at most once in ten seconds by a function's instance,
 * however many pictures and sellers ask.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html">GetQueueAttributes</a>
 */
@ApplicationScoped
class SqsModelQueues implements ModelQueues {
  private static final Logger LOG = Logger.getLogger(SqsModelQueues.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final SqsClient sqs;
  private final QueueConfig config;
  private final Clock clock;
  private Map<WaitsFor, Length> known = Map.of();
  private Instant knownAt = Instant.EPOCH;

  SqsModelQueues(SqsClient sqs, QueueConfig config, Clock clock) {
    this.sqs = sqs;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public synchronized Map<WaitsFor, Length> lengths() {
    Instant now = clock.instant();
    if (knownAt.plus(KEPT).isBefore(now)) {
      known = ask();
      knownAt = now;
    }
    return known;
  }

  private Map<WaitsFor, Length> ask() {
    Map<WaitsFor, Length> lengths = new EnumMap<>(WaitsFor.class);
    try {
      put(lengths, WaitsFor.TAGS, config.tagImage(), config.tagImageUrgent());
      put(lengths, WaitsFor.PROMPT, config.writePrompt(), config.writePromptUrgent());
      put(lengths, WaitsFor.RESTYLE, config.restyleImage(), config.restyleImageUrgent());
      return lengths;
    } catch (SdkException e) {
      LOG.warnf("nobody knows how many pictures wait: %s", e.getMessage());
      return Map.of();
    }
  }

  private void put(
      Map<WaitsFor, Length> lengths,
      WaitsFor model,
      Optional<String> backlog,
      Optional<String> urgent) {
    if (backlog.isPresent() && urgent.isPresent()) {
      lengths.put(model, new Length(waiting(backlog.get()), waiting(urgent.get())));
    }
  }

  private long waiting(String queueUrl) {
    QueueAttributeName number = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    String waiting =
        sqs.getQueueAttributes(r -> r.queueUrl(queueUrl).attributeNames(number))
            .attributes()
            .getOrDefault(number, "0");
    return Long.parseLong(waiting);
  }
}

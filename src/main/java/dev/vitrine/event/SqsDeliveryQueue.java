package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Deliveries in SQS, which holds a message back for at most a quarter of an hour: a longer pause is
 * made of several. The receiver is the message's group, so that a slow one holds up neither those
 * of other sellers nor the others of its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">Fair
 *     queues</a>
 */
@DefaultBean
@ApplicationScoped
class SqsDeliveryQueue implements DeliveryQueue {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final SqsClient sqs;
  private final WebhookConfig config;

  SqsDeliveryQueue(SqsClient sqs, WebhookConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  @Override
  public void send(Message message, Duration delay) {
    Duration held = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    try {
      sqs.sendMessage(
          r ->
              r.queueUrl(config.queue().orElseThrow())
                  .messageGroupId(message.seller() + "/" + message.webhookId())
                  .messageBody(message.toJson())
                  .delaySeconds((int) Math.max(0, held.plusMillis(999).toSeconds())));
    } catch (SdkException e) {
      throw new TableUnavailableException("SQS does not take a delivery: " + e.getMessage(), e);
    }
  }
}

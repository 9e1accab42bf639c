package dev.vitrine.table;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A message for each record, in the queue in which Lambda leaves what it gives up itself; its alarm
 * tells a person. Where there is no such queue, a line of the log.
 */
@ApplicationScoped
class SqsGivenUpRecords implements GivenUpRecords {
  private static final Logger LOG = Logger.getLogger(SqsGivenUpRecords.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final SqsClient sqs;
  private final StreamConfig config;

  SqsGivenUpRecords(SqsClient sqs, StreamConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  @Override
  public void add(StreamRecord record, RuntimeException why) {
    config.givenUpQueue().ifPresent(queue -> send(queue, record, why));
    LOG.errorf(why, "record %s of %s is given up", record.number(), record.partition());
  }

  private void send(String queue, StreamRecord record, RuntimeException why) {
    // Without the error's message, which may have characters that SQS refuses; it is in the log.
    String body =
        JSON.createObjectNode()
            .put("partition", record.partition())
            .put("sequenceNumber", record.number())
            .put("error", why.getClass().getName())
            .toString();
    try {
      sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
    } catch (SdkException e) {
      throw new TableUnavailableException("SQS does not take a record: " + e.getMessage(), e);
    }
  }
}

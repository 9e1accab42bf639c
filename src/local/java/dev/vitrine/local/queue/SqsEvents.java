package dev.vitrine.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.vitrine.local.queue.MessageFolder.Message;
import dev.vitrine.local.store.VitrineHome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events with which Lambda calls a function at the end of an SQS queue. */
final class SqsEvents {
  private SqsEvents() {}

  /** {@return the event of one message} */
  static SQSEvent of(String queue, FairQueue.TakenMessage delivery) {
    return of(queue, delivery.message(), delivery.body());
  }

  /** {@return whether the function says that it did not handle the one message of its event} */
  static boolean isRefused(@Nullable SQSBatchResponse response) {
    return response != null
        && response.getBatchItemFailures() != null
        && !response.getBatchItemFailures().isEmpty();
  }

  /** {@return the event of one message} */
  static SQSEvent of(String queue, Message message, String body) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.fileName());
    record.setBody(body);
    record.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.failures() + 1),
            "SentTimestamp", Long.toString(message.at().toEpochMilli()),
            "SenderId", VitrineHome.ACCOUNT));
    record.setMessageAttributes(Map.of());
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(
        "arn:aws:sqs:" + VitrineHome.REGION + ":" + VitrineHome.ACCOUNT + ":" + queue);
    record.setAwsRegion(VitrineHome.REGION);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(record));
    return event;
  }
}

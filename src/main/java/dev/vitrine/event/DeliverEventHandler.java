package dev.vitrine.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Attempts the deliveries of a batch of messages, one after the other. */
@Observed
@ApplicationScoped
@Named("deliver-event")
public class DeliverEventHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = Logger.getLogger(DeliverEventHandler.class);

  private final Courier courier;

  DeliverEventHandler(Courier courier) {
    this.courier = courier;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> deliver(batch));
  }

  private SQSBatchResponse deliver(SQSEvent batch) {
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : batch.getRecords()) {
      try {
        courier.deliver(EventJson.read(message.getBody(), DeliveryQueue.Message.class));
      } catch (RuntimeException e) {
        LOG.errorf(e, "message %s was not handled", message.getMessageId());
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }
}

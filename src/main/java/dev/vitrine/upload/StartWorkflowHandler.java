package dev.vitrine.upload;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import dev.vitrine.trace.Observed;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowStarter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Starts one execution for each object version in a batch of S3 events, and has the catalog forget
 * what was removed. Of a batch, only the messages that fail go back to the queue; after several
 * failures a message goes to the dead-letter queue.
 */
@Observed
@ApplicationScoped
@Named("start-workflow")
public class StartWorkflowHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = Logger.getLogger(StartWorkflowHandler.class);

  private final UploadLog uploads;
  private final WorkflowStarter workflow;
  private final ObjectMapper json;

  public StartWorkflowHandler(UploadLog uploads, WorkflowStarter workflow, ObjectMapper json) {
    this.uploads = uploads;
    this.workflow = workflow;
    this.json = json;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> handle(batch));
  }

  private SQSBatchResponse handle(SQSEvent batch) {
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : batch.getRecords()) {
      try {
        for (S3Notification.ObjectChange event : parse(message).records()) {
          handle(event);
        }
      } catch (RuntimeException | JsonProcessingException e) {
        LOG.errorf(e, "message %s was not handled", message.getMessageId());
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private S3Notification parse(SQSMessage message) throws JsonProcessingException {
    return json.readValue(message.getBody(), S3Notification.class);
  }

  private void handle(S3Notification.ObjectChange event) {
    S3Notification.S3Object object = event.s3().object();
    String key = object.decodedKey();
    if (ImageKey.isDerived(key) || ImageKey.isSystemFile(key)) {
      return;
    }
    if (!ImageKey.namesAnOriginal(key)) {
      // Such an object belongs to no seller, and repeating the message would not change that.
      LOG.warnf("object %s is ignored: its key is not {seller}/{name}", key);
      return;
    }
    PictureRef picture =
        PictureRef.of(
            event.s3().bucket().name(),
            key,
            object.versionId(),
            Revision.ofSequencer(object.sequencer()));
    Observation.about(picture, null);
    if (event.isCreation()) {
      if (uploads.received(new Upload(picture, object.size(), event.eventTime()))) {
        workflow.start(WorkflowInput.describe(picture));
        Observation.count(Metric.PICTURES_IN, 1);
      }
    } else if (event.isRemoval()) {
      uploads
          .removed(picture, event.eventTime())
          .ifPresent(back -> workflow.start(WorkflowInput.describe(back)));
    }
  }
}

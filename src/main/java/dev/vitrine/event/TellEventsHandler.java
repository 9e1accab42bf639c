package dev.vitrine.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.index.ChangedImages;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.StreamFailures;
import dev.vitrine.table.StreamRecord;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Reads a batch of the table's stream and makes deliveries for each webhook: of images whose work
 * has ended, and of noted events. An event that cannot be delivered holds up no other of its batch.
 */
@Observed
@ApplicationScoped
@Named("tell-events")
public class TellEventsHandler
    implements RequestHandler<TellEventsHandler.Request, TellEventsHandler.Result> {
  /**
   * An event of a DynamoDB stream.
   *
   * @param records of the stream, in the order of the writes of each item
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Request(@JsonProperty("Records") List<StreamRecord> records) {
    public Request {
      records = List.copyOf(records);
    }
  }

  /**
   * What could not be done, for Lambda.
   *
   * @param failures records that did not succeed; Lambda delivers the one with the lowest number
   *     and all later ones again
   */
  public record Result(
      @JsonProperty("batchItemFailures") List<ChangedImages.FailedRecord> failures) {
    public Result {
      failures = List.copyOf(failures);
    }
  }

  private static final Logger LOG = Logger.getLogger(TellEventsHandler.class);

  private final EventTeller teller;
  private final StreamFailures streamFailures;

  TellEventsHandler(EventTeller teller, StreamFailures streamFailures) {
    this.teller = teller;
    this.streamFailures = streamFailures;
  }

  @Override
  public Result handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> told(request.records()));
  }

  private Result told(List<StreamRecord> records) {
    EventTeller.BatchTeller batch = teller.batch();
    List<ChangedImages.FailedRecord> failures =
        new ArrayList<>(new ChangedImages(records, streamFailures).each("told", batch::tell));
    for (StreamRecord record : records) {
      if (record.isOfAnEvent() && !isDone(record, batch)) {
        failures.add(new ChangedImages.FailedRecord(record.number()));
      }
    }
    return new Result(failures);
  }

  /** {@return whether an event was told, or is given up} */
  private boolean isDone(StreamRecord record, EventTeller.BatchTeller batch) {
    try {
      batch.tell(NotedEvents.Name.ofPartition(record.partition()));
      return true;
    } catch (RuntimeException e) {
      LOG.errorf(e, "event %s was not told", record.partition());
      return !streamFailures.comesAgain(record, e);
    }
  }
}

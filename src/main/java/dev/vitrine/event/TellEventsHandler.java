package dev.vitrine.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.index.ChangedImages;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.StreamRecord;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;

/**
 * A batch of the table's stream in; a delivery for each webhook of the images whose work has ended
 * out. An image that cannot be told holds up no other of its batch.
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
   * @param failures the first record that did not succeed; Lambda delivers it and all later ones
   *     again
   */
  public record Result(@JsonProperty("batchItemFailures") List<ChangedImages.Failure> failures) {
    public Result {
      failures = List.copyOf(failures);
    }
  }

  private final EventTeller teller;

  TellEventsHandler(EventTeller teller) {
    this.teller = teller;
  }

  @Override
  public Result handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> told(request.records()));
  }

  private Result told(List<StreamRecord> records) {
    return new Result(new ChangedImages(records).each("told", teller.ofOneBatch()));
  }
}

package dev.vitrine.event;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.StreamRecord;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A batch of the table's stream in; a delivery for each webhook of the images whose work has ended
 * out. An image that cannot be told holds up no other of its batch.
 */
@Observed
@ApplicationScoped
@Named("tell-events")
public class TellEventsHandler
    implements RequestHandler<TellEventsHandler.Request, TellEventsHandler.Result> {
  private static final Logger LOG = Logger.getLogger(TellEventsHandler.class);

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
  public record Result(@JsonProperty("batchItemFailures") List<Failure> failures) {
    public Result {
      failures = List.copyOf(failures);
    }
  }

  /**
   * @param number of the record in its shard
   */
  public record Failure(@JsonProperty("itemIdentifier") String number) {}

  private final EventTeller teller;

  TellEventsHandler(EventTeller teller) {
    this.teller = teller;
  }

  @Override
  public Result handleRequest(Request request, Context context) {
    return Deadline.within(context.getRemainingTimeInMillis(), () -> told(request.records()));
  }

  private Result told(List<StreamRecord> records) {
    Map<ImageIndex.Name, String> firstNumbers = new LinkedHashMap<>();
    for (StreamRecord record : records) {
      if (record.isOfAnImage()) {
        firstNumbers.putIfAbsent(ImageIndex.Name.ofPartition(record.partition()), record.number());
      }
    }
    List<Failure> failures = new ArrayList<>();
    firstNumbers.forEach(
        (image, number) -> {
          try {
            teller.tell(image);
          } catch (RuntimeException e) {
            LOG.errorf(
                e, "the end of image %s of %s was not told", image.imageId(), image.seller());
            failures.add(new Failure(number));
          }
        });
    return new Result(failures.subList(0, Math.min(1, failures.size())));
  }
}

package dev.vitrine.index;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.StreamFailures;
import dev.vitrine.table.StreamRecord;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings pointers, counters and embeddings up to date with the images that a batch of the table's
 * stream names. An image that fails does not stop the others of its batch. Given a seller instead
 * of a batch, makes the stream name all of that seller's images again: a recount.
 */
@Observed
@ApplicationScoped
@Named("index-images")
public class IndexImagesHandler
    implements RequestHandler<IndexImagesHandler.Request, IndexImagesHandler.Result> {
  private static final Logger LOG = Logger.getLogger(IndexImagesHandler.class);

  /** With less of the function's time left, a recount begins no further part. */
  private static final int ENOUGH_MILLIS = 20_000;

  /**
   * An event of a DynamoDB stream, or a request for a recount.
   *
   * @param records of the stream, in the order of the writes of each item
   * @param seller whose images are to be named anew
   * @param cursor where the recount before ended; null to begin
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with
   *     DynamoDB</a>
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Request(
      @JsonProperty("Records") List<StreamRecord> records,
      @Nullable String seller,
      @Nullable String cursor) {
    public Request {
      records = records == null ? List.of() : List.copyOf(records);
    }
  }

  /**
   * What could not be done, for Lambda; or what a recount did.
   *
   * @param failures the first record that did not succeed; Lambda delivers it and all later ones
   *     again
   * @param images number of images that a recount has had named anew
   * @param cursor where the next recount goes on; null when all are done
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      @JsonProperty("batchItemFailures") List<ChangedImages.FailedRecord> failures,
      @Nullable Integer images,
      @Nullable String cursor) {
    public Result {
      failures = List.copyOf(failures);
    }
  }

  private final ImageIndex index;
  private final MeaningIndex meanings;
  private final StreamFailures streamFailures;

  public IndexImagesHandler(
      ImageIndex index, MeaningIndex meanings, StreamFailures streamFailures) {
    this.index = index;
    this.meanings = meanings;
    this.streamFailures = streamFailures;
  }

  @Override
  public Result handleRequest(Request request, Context context) {
    String seller = request.seller();
    return Deadline.within(
        context.getRemainingTimeInMillis(),
        () ->
            seller == null
                ? followed(request.records())
                : recounted(seller, request.cursor(), context));
  }

  private Result followed(List<StreamRecord> records) {
    ChangedImages changed = new ChangedImages(records, streamFailures);
    try {
      index.follow(changed.names());
    } catch (RuntimeException e) {
      return oneByOne(
          changed,
          images -> {
            index.follow(images);
            meanings.follow(images);
          },
          e);
    }
    try {
      meanings.follow(changed.names());
    } catch (TableUnavailableException e) {
      // It is away for each of them. Until it is back only the batch's own work is done again.
      LOG.warnf(e, "the embeddings of %d images are not kept now", changed.names().size());
      return new Result(changed.all(), null, null);
    } catch (RuntimeException e) {
      return oneByOne(changed, meanings::follow, e);
    }
    return new Result(List.of(), null, null);
  }

  private static Result oneByOne(
      ChangedImages changed, Consumer<Collection<ImageIndex.Name>> work, RuntimeException why) {
    LOG.warnf(why, "a batch of %d images is followed one by one", changed.names().size());
    return new Result(changed.each("followed", image -> work.accept(List.of(image))), null, null);
  }

  private Result recounted(String seller, @Nullable String cursor, Context context) {
    ImageIndex.Page page = index.recount(seller, cursor);
    int images = page.images();
    while (page.cursor() != null && context.getRemainingTimeInMillis() > ENOUGH_MILLIS) {
      page = index.recount(seller, page.cursor());
      images += page.images();
    }
    return new Result(List.of(), images, page.cursor());
  }
}

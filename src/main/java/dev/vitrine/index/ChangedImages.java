package dev.vitrine.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.table.StreamFailures;
import dev.vitrine.table.StreamRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The images that a batch of the table's stream names, each once. */
public final class ChangedImages {
  private static final Logger LOG = Logger.getLogger(ChangedImages.class);

  private final Map<ImageIndex.Name, Records> records = new LinkedHashMap<>();
  private final StreamFailures failures;

  /** Those of an image. If it fails, Lambda delivers everything from the first one on again. */
  private record Records(StreamRecord first, StreamRecord newest) {}

  /**
   * A record of the stream that did not succeed, as Lambda wants to be told of it.
   *
   * @param number of the record in its shard
   */
  public record FailedRecord(@JsonProperty("itemIdentifier") String number) {}

  /**
   * @param failures decides whether an image that fails comes again
   */
  public ChangedImages(List<StreamRecord> batch, StreamFailures failures) {
    this.failures = failures;
    batch.stream().filter(StreamRecord::isOfAnImage).forEach(this::add);
  }

  private void add(StreamRecord record) {
    try {
      ImageIndex.Name image = ImageIndex.Name.ofPartition(record.partition());
      records.merge(
          image,
          new Records(record, record),
          (known, next) -> new Records(known.first(), next.newest()));
    } catch (IllegalArgumentException e) { // An item that is not Vitrine's.
      LOG.errorf(e, "record %s of %s is ignored", record.number(), record.partition());
    }
  }

  /** {@return the images in the order in which the stream names them first} */
  Set<ImageIndex.Name> names() {
    return records.keySet();
  }

  /**
   * {@return the first record, by which Lambda delivers all of them again; empty if there is none}
   */
  List<FailedRecord> all() {
    return records.values().stream().limit(1).map(ChangedImages::failed).toList();
  }

  /**
   * Does the work for one image after the other. An image that fails does not stop the others.
   *
   * @param done what the work does to an image, as a participle for the log, such as "followed"
   * @return the first record that did not succeed and comes again, if there is one; Lambda delivers
   *     it and all later ones
   */
  public List<FailedRecord> each(String done, Consumer<ImageIndex.Name> work) {
    List<FailedRecord> comeAgain = new ArrayList<>();
    records.forEach(
        (image, its) -> {
          try {
            work.accept(image);
          } catch (RuntimeException e) {
            LOG.errorf(e, "image %s of %s was not %s", image.imageId(), image.seller(), done);
            if (failures.comesAgain(its.newest(), e)) {
              comeAgain.add(failed(its));
            }
          }
        });
    return comeAgain.subList(0, Math.min(1, comeAgain.size()));
  }

  private static FailedRecord failed(Records its) {
    return new FailedRecord(its.first().number());
  }
}

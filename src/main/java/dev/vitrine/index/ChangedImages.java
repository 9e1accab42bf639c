package dev.vitrine.index;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.ImageIndex;
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

  private final Map<ImageIndex.Name, String> firstNumbers = new LinkedHashMap<>();

  /**
   * A record of the stream that did not succeed, as Lambda wants to be told of it.
   *
   * @param number of the record in its shard
   */
  public record FailedRecord(@JsonProperty("itemIdentifier") String number) {}

  public ChangedImages(List<StreamRecord> records) {
    for (StreamRecord record : records) {
      if (record.isOfAnImage()) {
        firstNumbers.putIfAbsent(ImageIndex.Name.ofPartition(record.partition()), record.number());
      }
    }
  }

  /** {@return the images in the order in which the stream names them first} */
  Set<ImageIndex.Name> names() {
    return firstNumbers.keySet();
  }

  /**
   * {@return the first record, by which Lambda delivers all of them again; empty if there is none}
   */
  List<FailedRecord> all() {
    return firstNumbers.values().stream().limit(1).map(FailedRecord::new).toList();
  }

  /**
   * Does the work for one image after the other. An image that fails does not stop the others.
   *
   * @param done what the work does to an image, as a participle for the log, such as "followed"
   * @return the first record that did not succeed, if there is one; Lambda delivers it and all
   *     later ones again
   */
  public List<FailedRecord> each(String done, Consumer<ImageIndex.Name> work) {
    List<FailedRecord> failures = new ArrayList<>();
    firstNumbers.forEach(
        (image, number) -> {
          try {
            work.accept(image);
          } catch (RuntimeException e) {
            LOG.errorf(e, "image %s of %s was not %s", image.imageId(), image.seller(), done);
            failures.add(new FailedRecord(number));
          }
        });
    return failures.subList(0, Math.min(1, failures.size()));
  }
}

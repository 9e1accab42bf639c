package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.catalog.Pointers.Move;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the counters have counted of an image: an item beside the image's own, written in one
 * transaction with the counters, so that each value of an image is counted once however often its
 * change is delivered.
 *
 * <p>Release 0.1.0 counted in the transaction that wrote the image, and kept what it had counted in
 * the image's item. An entry begins with those pointers. If that release writes the image again,
 * during an upgrade or after a rollback, its pointers differ from {@code earlier}, and the next
 * step takes back what was counted twice.
 *
 * @param version one more with each write, 0 when there is no item
 * @param counted pointers whose values are in the counters, and those that have no counters: of the
 *     file's name, of the bands of the hash, of the product, of the status
 * @param earlier pointers of that release that the entry has taken into account
 */
record DynamoDbIndexEntry(
    String seller, ImageId imageId, long version, Pointers counted, Pointers earlier) {
  private static final String COUNTED = "counted";
  private static final String EARLIER = "earlier";

  /**
   * A write of an entry, after which it differs less from its image, or not at all.
   *
   * @param entry to be written
   * @param counts by how much the numbers of values change with it
   */
  record Step(DynamoDbIndexEntry entry, Map<Facet.Key, Integer> counts) {}

  /**
   * {@return the stored entry; if there is none, the entry of an image that was never counted}
   *
   * @param item empty when there is none
   * @param image the image's item; null when there is none
   */
  static DynamoDbIndexEntry of(
      ImageIndex.Name name, Map<String, AttributeValue> item, @Nullable DynamoDbImage image) {
    if (item.isEmpty()) {
      Pointers begin = image == null ? Pointers.NONE : earlierOf(image);
      return new DynamoDbIndexEntry(name.seller(), name.imageId(), 0, begin, begin);
    }
    return new DynamoDbIndexEntry(
        name.seller(),
        name.imageId(),
        TableKeys.number(item, DynamoDbImage.VERSION),
        pointers(item.get(COUNTED)),
        pointers(item.get(EARLIER)));
  }

  private static Pointers pointers(@Nullable AttributeValue json) {
    return json == null ? Pointers.NONE : Pointers.ofJson(json.s());
  }

  private static Pointers earlierOf(DynamoDbImage image) {
    String json = image.earlier();
    return json == null ? Pointers.NONE : Pointers.ofJson(json);
  }

  /** {@return pointers to be put before the next step; those that are there may be put again} */
  List<Move> missing(@Nullable DynamoDbImage image) {
    Pointers known = movedMeanwhile(image).isEmpty() ? counted : Pointers.NONE;
    return known.movesTo(pointersOf(image)).stream().filter(move -> move.to() != null).toList();
  }

  /** {@return pointers to be deleted before the next step; those that are gone may be again} */
  List<Move> stale(@Nullable DynamoDbImage image) {
    List<Move> stale = new ArrayList<>();
    List<Pointers> written =
        movedMeanwhile(image).isEmpty()
            ? List.of(counted)
            : List.of(counted, earlier, present(image));
    for (Pointers pointers : written) {
      pointers.movesTo(pointersOf(image)).stream()
          .filter(move -> move.from() != null)
          .forEach(stale::add);
    }
    return stale;
  }

  /**
   * {@return the next write; null if the entry agrees with its image}
   *
   * @param image as it is now; null when its item is gone
   * @param most values whose number the write may change
   */
  @Nullable Step step(@Nullable DynamoDbImage image, int most) {
    List<Move> back = movedMeanwhile(image);
    List<Move> forth = counted.movesTo(pointersOf(image));
    boolean isGone = image == null && !earlier.isEmpty();
    if (back.isEmpty() && forth.isEmpty() && !isGone) {
      return null;
    }
    if (back.size() + forth.size() <= most) {
      return step(back, forth, isGone ? Pointers.NONE : earlier.with(back));
    }
    boolean backFirst = !back.isEmpty();
    List<Move> some = backFirst ? back : forth;
    List<Move> part = some.subList(0, Math.min(most, some.size()));
    return backFirst ? step(part, List.of(), earlier.with(part)) : step(List.of(), part, earlier);
  }

  private Step step(List<Move> back, List<Move> forth, Pointers known) {
    Map<Facet.Key, Integer> counts = new TreeMap<>();
    back.forEach(move -> counts.merge(move.value(), -move.difference(), Integer::sum));
    forth.forEach(move -> counts.merge(move.value(), move.difference(), Integer::sum));
    counts.entrySet().removeIf(one -> one.getValue() == 0 || !one.getKey().isCounted());
    return new Step(
        new DynamoDbIndexEntry(seller, imageId, version + 1, counted.with(forth), known), counts);
  }

  /** {@return what an earlier release has counted since the entry was written} */
  private List<Move> movedMeanwhile(@Nullable DynamoDbImage image) {
    return earlier.movesTo(present(image));
  }

  /**
   * {@return the earlier release's pointers in the image's item; if that has expired, they have not
   * changed}
   */
  private Pointers present(@Nullable DynamoDbImage image) {
    return image == null ? earlier : earlierOf(image);
  }

  private static Pointers pointersOf(@Nullable DynamoDbImage image) {
    return Pointers.of(image == null ? null : image.image());
  }

  /** {@return whether the entry is empty, so that it needs no item} */
  boolean saysNothing() {
    return counted.isEmpty() && earlier.isEmpty();
  }

  Map<String, AttributeValue> key() {
    return TableKeys.indexEntry(seller, imageId);
  }

  Map<String, AttributeValue> item() {
    Map<String, AttributeValue> item = new HashMap<>(key());
    item.put(DynamoDbImage.VERSION, n(version));
    if (!counted.isEmpty()) {
      item.put(COUNTED, s(counted.json()));
    }
    if (!earlier.isEmpty()) {
      item.put(EARLIER, s(earlier.json()));
    }
    return item;
  }
}

package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;

import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.upload.Upload;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images for tests of lists: every 2nd is even and every 7th of the others lucky, every 3rd is a
 * cup, every 4th round, every 5th is only received; one seller among two.
 */
final class ListedImages {
  static final int IMAGES = 30;

  private ListedImages() {}

  /** {@return a catalog that has them and nothing else} */
  static DynamoDbCatalog filled(TestTable table) {
    table.empty();
    DynamoDbCatalog catalog = table.catalog();
    for (int i = 0; i < IMAGES; i++) {
      add(catalog, "demo/" + i + ".jpg", i);
    }
    add(catalog, "other/0.jpg", 0);
    table.settle();
    return catalog;
  }

  /** {@return the query of these tags and values} */
  static ImageQuery of(ImageStatus status, Facet.Key... values) {
    return new ImageQuery(
        "demo",
        status,
        null,
        new TreeSet<>(Set.of(values)),
        null,
        null,
        null,
        null,
        Order.NEWEST_FIRST);
  }

  /** {@return whether a query finds an image} */
  static boolean wants(ImageQuery query, int i) {
    boolean received = i % 5 == 0;
    return query.seller().equals("demo")
        && (query.status() == null
            || query.status() == (received ? ImageStatus.RUNNING : ImageStatus.DONE))
        && query.alternatives().stream()
            .allMatch(any -> any.stream().anyMatch(valuesOf(i)::contains));
  }

  /** {@return tags and values of an image} */
  private static Set<Facet.Key> valuesOf(int i) {
    Set<Facet.Key> values = new HashSet<>();
    if (i % 5 != 0) {
      values.add(Facet.Key.tag(i % 3 == 0 ? "cup" : "plate"));
      values.add(Facet.Key.tag(i % 4 == 0 ? "round" : "square"));
    }
    if (i % 2 == 0) {
      values.add(new Facet.Key("parity", "even"));
    } else if (i % 7 == 0) {
      values.add(new Facet.Key("parity", "Lucky"));
    }
    return values;
  }

  static void add(DynamoDbCatalog catalog, String key, int i) {
    Upload upload = upload(key, NOW.plusMillis(i * 10L));
    catalog.receive(upload);
    catalog.update(
        upload.picture().seller(),
        upload.picture().imageId(),
        image -> i % 5 == 0 ? image : described(image, i));
    for (Facet.Key value : valuesOf(i)) {
      if (!value.isTag()) {
        catalog.update(
            upload.picture().seller(),
            upload.picture().imageId(),
            image -> image.with(image.corrections().attributeSet("parity", value.value(), NOW)));
      }
    }
  }

  private static ImageRecord described(ImageRecord image, int i) {
    String[] labels = {i % 3 == 0 ? "cup" : "plate", i % 4 == 0 ? "round" : "square"};
    return Examples.finished(Examples.described(image, labels));
  }
}

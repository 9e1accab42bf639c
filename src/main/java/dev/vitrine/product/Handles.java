package dev.vitrine.product;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Who has which handle by hand: an item for each handle names the picture that carries it. An item
 * may be left over; it counts only as long as its picture still has the handle.
 */
@ApplicationScoped
public class Handles {
  private static final String IMAGE = "image";
  private static final String AT = "at";

  /** For so long a claim counts although its picture does not have the handle yet. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Table table;
  private final Catalog catalog;
  private final Products products;
  private final Clock clock;

  Handles(Table table, Catalog catalog, Products products, Clock clock) {
    this.table = table;
    this.catalog = catalog;
    this.products = products;
    this.clock = clock;
  }

  /**
   * Claims a handle for the product that a picture shows, before the picture gets it.
   *
   * @throws ActionRefusedException HANDLE_TAKEN if another product of the seller has it, by hand or
   *     because it is its SKU
   * @throws TableUnavailableException when the table cannot be written now
   */
  public void claim(ImageRecord image, String handle) {
    ProductPlace own = image.product();
    boolean isOwnSku = own != null && own.product().equals(handle);
    if (!isOwnSku && products.isThere(image.seller(), handle)) {
      throw taken();
    }
    Map<String, AttributeValue> key = TableKeys.handle(image.seller(), handle);
    table.change(
        "the handle " + handle,
        () -> {
          Map<String, AttributeValue> known = table.item(key);
          if (!known.isEmpty() && isTaken(known, image, handle)) {
            throw taken();
          }
          table.put(claim(key, known, image.imageId()));
          return known;
        });
  }

  private static ActionRefusedException taken() {
    return new ActionRefusedException(
        "HANDLE_TAKEN", "Another product of yours has this handle already.");
  }

  private boolean isTaken(Map<String, AttributeValue> claim, ImageRecord image, String handle) {
    ImageId owner = new ImageId(TableKeys.text(claim, IMAGE));
    if (owner.equals(image.imageId())) {
      return false;
    }
    @Nullable ImageRecord other = catalog.find(image.seller(), owner).orElse(null);
    if (other == null || isOneProduct(image, other)) {
      return false;
    }
    Instant at = Instant.ofEpochMilli(TableKeys.number(claim, AT));
    return handle.equals(Handle.byHand(other)) || clock.instant().isBefore(at.plus(GRACE));
  }

  private static boolean isOneProduct(ImageRecord one, ImageRecord other) {
    ProductPlace place = one.product();
    ProductPlace otherPlace = other.product();
    return place != null && otherPlace != null && place.product().equals(otherPlace.product());
  }

  private Put claim(
      Map<String, AttributeValue> key, Map<String, AttributeValue> known, ImageId imageId) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    item.put(IMAGE, TableKeys.s(imageId.value()));
    item.put(AT, TableKeys.n(clock.instant().toEpochMilli()));
    Put.Builder put = Put.builder().tableName(table.name()).item(item);
    return known.isEmpty()
        ? put.conditionExpression("attribute_not_exists(#pk)")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK))
            .build()
        : put.conditionExpression("#image = :image AND #at = :at")
            .expressionAttributeNames(Map.of("#image", IMAGE, "#at", AT))
            .expressionAttributeValues(
                Map.of(
                    ":image", TableKeys.s(TableKeys.text(known, IMAGE)),
                    ":at", TableKeys.n(TableKeys.number(known, AT))))
            .build();
  }

  /** Gives up a handle that a picture has no more, so that another product may have it at once. */
  public void release(ImageRecord image, String handle) {
    table.tryUpdate(
        Update.builder()
            .tableName(table.name())
            .key(TableKeys.handle(image.seller(), handle))
            .updateExpression("SET #at = :long")
            .conditionExpression("#image = :image")
            .expressionAttributeNames(Map.of("#image", IMAGE, "#at", AT))
            .expressionAttributeValues(
                Map.of(":image", TableKeys.s(image.imageId().value()), ":long", TableKeys.n(0)))
            .build());
  }
}

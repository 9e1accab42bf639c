package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.Position;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Reads the cards of a list: of all images by one query of the index {@code cards}, of other lists
 * by their positions and a batch of cards. An image that was written last by an older version has
 * no card: its record is read, and the card is stored for the next time.
 */
final class DynamoDbCards {
  private static final int BATCH = 100;

  private final Table table;
  private final DynamoDbImages images;

  DynamoDbCards(Table table, DynamoDbImages images) {
    this.table = table;
    this.images = images;
  }

  /**
   * A place of a list.
   *
   * @param image null if nothing stands there any more, or if it cannot be read
   */
  record Place<T>(String position, @Nullable T image, boolean isUnreadable) {
    /** Adds the image to what was found if it is wanted, or its id to what cannot be read. */
    void addTo(List<T> found, Set<ImageId> unreadable, Predicate<T> wanted) {
      if (isUnreadable) {
        unreadable.add(Position.imageId(position));
      } else if (image != null && wanted.test(image)) {
        found.add(image);
      }
    }
  }

  /** {@return the places of a path's part, in its order, with their cards} */
  List<Place<Card>> of(String seller, ListPath path, ListPath.PathRange part) {
    Map<ImageId, Card> cards = new HashMap<>();
    List<String> positions =
        path.kind() == ListPath.Kind.NEWEST
            ? withCards(path, part, cards)
            : path.positions(table, part);
    if (path.kind() != ListPath.Kind.NEWEST && !positions.isEmpty()) {
      List<Map<String, AttributeValue>> keys =
          ids(positions).stream().map(id -> TableKeys.image(seller, id)).toList();
      table
          .itemsWith(keys, DynamoDbImage.CARD)
          .forEach(item -> put(TableKeys.text(item, DynamoDbImage.CARD), cards));
    }
    List<ImageId> missing = ids(positions).stream().filter(id -> !cards.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      addOfRecords(seller, missing, cards);
    }
    List<Place<Card>> places = new ArrayList<>();
    for (String position : positions) {
      Card card = cards.get(Position.imageId(position));
      boolean isThere = card != null && path.place(card.key(), card.position()).equals(position);
      places.add(new Place<>(position, isThere ? card : null, false));
    }
    return places;
  }

  /**
   * {@return the places by name of all images on a path by time, in the query's order; null if
   * there are more than {@code most}} Those without a card, as they cannot be read, stand where a
   * file without a name would.
   */
  @Nullable List<Place<Card>> byName(ListPath path, ImageQuery query, int most) {
    if (!path.isShort(table, query, most)) {
      return null;
    }
    List<Place<Card>> all = new ArrayList<>();
    String after = null;
    boolean isLast = false;
    while (!isLast && all.size() <= most) {
      List<Place<Card>> some = of(query.seller(), path, new ListPath.PathRange(after, true, BATCH));
      for (Place<Card> place : some) {
        after = place.position();
        Card card = place.image();
        String key = card == null ? "" : card.key();
        all.add(new Place<>(Position.byName(key, after), card, false));
      }
      isLast = some.size() < BATCH;
    }
    all.sort(Comparator.comparing(Place::position, order(query.order().isDescending())));
    return all.size() > most ? null : all;
  }

  /** {@return a part of sorted places} */
  static List<Place<Card>> part(List<Place<Card>> sorted, ListPath.PathRange part) {
    Comparator<String> order = order(part.descending());
    return sorted.stream()
        .filter(one -> part.after() == null || order.compare(one.position(), part.after()) > 0)
        .limit(part.most())
        .toList();
  }

  private static Comparator<String> order(boolean isDescending) {
    return isDescending ? Position.ORDER.reversed() : Position.ORDER;
  }

  /** {@return the positions of a part of the list of all} Adds their cards. */
  private List<String> withCards(ListPath path, ListPath.PathRange part, Map<ImageId, Card> cards) {
    PositionQuery query = path.queries(part).get(0).with(TableKeys.CARDS, DynamoDbImage.CARD);
    List<PositionQuery.Entry> entries = table.entries(query);
    entries.forEach(entry -> put(entry.value(), cards));
    return entries.stream().map(PositionQuery.Entry::position).toList();
  }

  private static List<ImageId> ids(List<String> positions) {
    return positions.stream().map(Position::imageId).distinct().toList();
  }

  private static void put(@Nullable String json, Map<ImageId, Card> cards) {
    Card card = json == null ? null : RecordJson.readCard(json);
    if (card != null) {
      cards.put(card.imageId(), card);
    }
  }

  private void addOfRecords(String seller, List<ImageId> imageIds, Map<ImageId, Card> cards) {
    boolean storing = true;
    List<ImageIndex.Name> names =
        imageIds.stream().map(id -> new ImageIndex.Name(seller, id)).toList();
    for (DynamoDbImage item : images.readable(names).values()) {
      if (item.image() != null) {
        Card card = Card.of(item.image());
        cards.put(card.imageId(), card);
        storing = storing && isStored(item, card);
      }
    }
  }

  /** Stores a card beside the record that it was made of. {@return whether it is there now} */
  private boolean isStored(DynamoDbImage item, Card card) {
    return table.tryUpdate(
        Update.builder()
            .tableName(table.name())
            .key(TableKeys.image(item.seller(), item.imageId()))
            .updateExpression("SET #card = :card")
            .conditionExpression("#version = :version")
            .expressionAttributeNames(
                Map.of("#card", DynamoDbImage.CARD, "#version", DynamoDbImage.VERSION))
            .expressionAttributeValues(
                Map.of(":card", s(RecordJson.write(card)), ":version", n(item.version())))
            .build());
  }
}

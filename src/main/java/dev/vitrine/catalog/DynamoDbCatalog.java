package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.table.Table;
import dev.vitrine.upload.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The catalog in one DynamoDB table. A change reads the record, and writes it on the condition that
 * it is still the one that was read; otherwise the change is made again.
 */
@ApplicationScoped
class DynamoDbCatalog implements Catalog {
  private static final int LONGEST_PAGE = 100;

  private final Table table;
  private final Clock clock;
  private final DynamoDbImages images;
  private final DynamoDbFacets facets;
  private final DynamoDbListing listing;
  private final DynamoDbReview review;

  DynamoDbCatalog(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
    this.images = new DynamoDbImages(table, clock);
    this.facets = new DynamoDbFacets(table);
    this.listing = new DynamoDbListing(table, images, facets);
    this.review = new DynamoDbReview(table, images);
  }

  @Override
  public Optional<ImageRecord> find(String seller, ImageId imageId) {
    return Optional.ofNullable(images.load(seller, imageId).image());
  }

  @Override
  public Optional<ImageRecord> findReadable(String seller, ImageId imageId) {
    return images.readable(List.of(new ImageIndex.Name(seller, imageId))).values().stream()
        .flatMap(item -> Stream.ofNullable(item.image()))
        .findFirst();
  }

  @Override
  public Optional<ImageRecord> receive(Upload upload) {
    return change(
        upload.picture().seller(),
        upload.picture().imageId(),
        item -> {
          ImageRecord known = item.image();
          if (known != null) {
            return item.with(ImageJourney.received(known, upload, clock.instant()));
          }
          boolean staysDeleted = item.deletion() != null && item.deletion().covers(upload);
          return staysDeleted ? item : item.with(ImageJourney.received(upload, clock.instant()));
        });
  }

  @Override
  public Optional<ImageRecord> update(
      String seller, ImageId imageId, UnaryOperator<ImageRecord> change) {
    return change(
        seller,
        imageId,
        item -> item.image() == null ? item : item.with(change.apply(item.image())));
  }

  @Override
  public Optional<ImageRecord> advance(PictureRef picture, UnaryOperator<ImageRecord> change) {
    return Optional.ofNullable(
        changed(picture.seller(), picture.imageId(), item -> item.advanced(change)).known());
  }

  @Override
  public Optional<ImageRecord> putIntoBin(String seller, ImageId imageId, Instant at) {
    AtomicReference<@Nullable ImageRecord> found = new AtomicReference<>();
    change(
        seller,
        imageId,
        item -> {
          if (item.image() != null) {
            found.set(item.image());
          }
          return item.inBin(at);
        });
    return Optional.ofNullable(found.get());
  }

  @Override
  public Optional<ImageRecord> restore(String seller, ImageId imageId) {
    return change(seller, imageId, DynamoDbImage::restored);
  }

  @Override
  public Optional<Binned> binned(String seller, ImageId imageId) {
    return Optional.ofNullable(images.load(seller, imageId).bin());
  }

  @Override
  public BinPage bin(String seller, int limit, @Nullable String cursor) {
    return images.bin(seller, checked(limit), cursor);
  }

  @Override
  public Optional<ImageRecord> delete(PictureRef picture) {
    AtomicReference<@Nullable ImageRecord> deleted = new AtomicReference<>();
    change(
        picture.seller(),
        picture.imageId(),
        item -> {
          DynamoDbImage without = item.deleted(picture.revision(), clock.instant());
          if (without != item) {
            deleted.set(item.known());
          }
          return without;
        });
    return Optional.ofNullable(deleted.get());
  }

  @Override
  public void remove(PictureRef removed, Instant at) {
    change(removed.seller(), removed.imageId(), item -> item.removed(removed, at));
  }

  private Optional<ImageRecord> change(
      String seller, ImageId imageId, UnaryOperator<DynamoDbImage> change) {
    return Optional.ofNullable(changed(seller, imageId, change).image());
  }

  private DynamoDbImage changed(
      String seller, ImageId imageId, UnaryOperator<DynamoDbImage> change) {
    return table.change("image " + imageId, () -> attempt(seller, imageId, change));
  }

  private DynamoDbImage attempt(
      String seller, ImageId imageId, UnaryOperator<DynamoDbImage> change) {
    DynamoDbImage before = images.load(seller, imageId);
    DynamoDbImage after = change.apply(before);
    return after == before ? before : images.write(before, after);
  }

  @Override
  public Catalog.Page list(ImageQuery query, int limit, @Nullable String cursor) {
    return listing.list(spelled(query, cursor), checked(limit), cursor);
  }

  @Override
  public Catalog.Cards cards(ImageQuery query, int limit, @Nullable String cursor) {
    return listing.cards(spelled(query, cursor), checked(limit), cursor);
  }

  @Override
  public String cursorAt(ImageQuery query, String name) {
    return DynamoDbListing.cursorAt(spelled(query, null), name);
  }

  private ImageQuery spelled(ImageQuery query, @Nullable String cursor) {
    List<Facet.Key> attributes = query.attributes();
    // The page before used this spelling already, so it must not be looked up again.
    return attributes.isEmpty() || (cursor != null && DynamoDbListing.isCursorOf(query, cursor))
        ? query
        : query.with(attributes.stream().map(one -> spelled(query.seller(), one)).toList());
  }

  @Override
  public Facet.Key spelled(String seller, Facet.Key value) {
    return facets.spelled(seller, value);
  }

  @Override
  public Catalog.Page review(String seller, int limit, @Nullable String cursor) {
    return review.page(seller, checked(limit), cursor);
  }

  @Override
  public Neighbours neighbours(ImageRecord image) {
    return listing.neighbours(image);
  }

  @Override
  public Map<ImageStatus, Long> counts(String seller) {
    Map<ImageStatus, Long> counts = new EnumMap<>(ImageStatus.class);
    for (ImageStatus status : ImageStatus.values()) {
      counts.put(status, listing.count(seller, status));
    }
    return counts;
  }

  @Override
  public long running(String seller, @Nullable String before) {
    return listing.running(seller, before);
  }

  @Override
  public List<Month> months(ImageQuery query, ZoneId zone, boolean counts) {
    return listing.months(spelled(query, null), zone, counts);
  }

  private static int checked(int limit) {
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw new IllegalArgumentException("limit is outside [1, 100]: " + limit);
    }
    return limit;
  }

  @Override
  public List<Facet> facets(String seller) {
    return facets.of(seller);
  }

  @Override
  public DueWork dueWork(Instant now, Duration patience, int most) {
    return images.dueWork(now, patience, most);
  }

  @Override
  public void recordDeleted(Leftover leftover, boolean gone) {
    PictureRef picture = leftover.picture();
    change(picture.seller(), picture.imageId(), item -> item.withDeleted(leftover, gone));
  }
}

package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A catalog of a few images, for tests of those who use one. */
public final class MemoryCatalog implements Catalog {
  public final List<Leftover> leftovers = new ArrayList<>();
  private final Map<String, ImageRecord> images = new TreeMap<>();
  private Runnable meanwhile = () -> {};
  private final Map<String, Binned> bin = new TreeMap<>();

  /** Puts a record in as it is. */
  public ImageRecord put(ImageRecord image) {
    images.put(name(image.seller(), image.imageId()), image);
    return image;
  }

  /** {@return all records} */
  List<ImageRecord> all() {
    return List.copyOf(images.values());
  }

  /** {@return the record as it is now} */
  public ImageRecord now(ImageRecord image) {
    return find(image.seller(), image.imageId()).orElseThrow();
  }

  @Override
  public Optional<ImageRecord> find(String seller, ImageId imageId) {
    return Optional.ofNullable(images.get(name(seller, imageId)));
  }

  @Override
  public Optional<ImageRecord> receive(Upload upload) {
    ImageRecord known = images.get(name(upload.picture().seller(), upload.picture().imageId()));
    return Optional.of(
        put(
            known == null
                ? ImageJourney.received(upload, Examples.NOW)
                : ImageJourney.received(known, upload, Examples.NOW)));
  }

  /** Lets something happen between the reading and the writing of whoever writes next. */
  public void beforeTheNextUpdate(Runnable happens) {
    meanwhile = happens;
  }

  @Override
  public Optional<ImageRecord> update(
      String seller, ImageId imageId, UnaryOperator<ImageRecord> change) {
    Runnable happens = meanwhile;
    meanwhile = () -> {};
    happens.run();
    return find(seller, imageId).map(change).map(this::put);
  }

  @Override
  public Optional<ImageRecord> advance(PictureRef picture, UnaryOperator<ImageRecord> change) {
    Binned binned =
        bin.computeIfPresent(
            name(picture.seller(), picture.imageId()),
            (name, before) -> new Binned(change.apply(before.image()), before.at()));
    return binned == null
        ? update(picture.seller(), picture.imageId(), change)
        : Optional.of(binned.image());
  }

  @Override
  public Optional<ImageRecord> putIntoBin(String seller, ImageId imageId, Instant at) {
    ImageRecord image = images.remove(name(seller, imageId));
    if (image != null) {
      bin.put(name(seller, imageId), new Binned(image, at));
    }
    return Optional.ofNullable(image);
  }

  @Override
  public Optional<ImageRecord> restore(String seller, ImageId imageId) {
    Binned binned = bin.remove(name(seller, imageId));
    return binned == null ? find(seller, imageId) : Optional.of(put(binned.image()));
  }

  @Override
  public Optional<Binned> binned(String seller, ImageId imageId) {
    return Optional.ofNullable(bin.get(name(seller, imageId)));
  }

  @Override
  public BinPage bin(String seller, int limit, @Nullable String cursor) {
    throw new UnsupportedOperationException("nobody in this room lists");
  }

  @Override
  public Optional<ImageRecord> delete(PictureRef picture) {
    return Optional.ofNullable(images.remove(name(picture.seller(), picture.imageId())));
  }

  @Override
  public void remove(PictureRef removed, Instant at) {
    find(removed.seller(), removed.imageId())
        .filter(image -> removed.isNewerThan(image.picture().revision()))
        .ifPresent(image -> delete(image.picture()));
  }

  @Override
  public DueWork dueWork(Instant now, Duration patience, int most) {
    Instant before = now.minus(patience);
    return new DueWork(
        all().stream().filter(image -> Restart.isOpenBefore(image, before)).limit(most).toList(),
        leftovers,
        List.of(),
        all().stream()
            .filter(image -> image.deletedRestyles().stream().anyMatch(one -> one.isDue(now)))
            .limit(most)
            .toList());
  }

  @Override
  public void recordDeleted(Leftover leftover, boolean gone) {
    if (gone) {
      leftovers.remove(leftover);
    }
  }

  @Override
  public Catalog.Page list(ImageQuery query, int limit, @Nullable String cursor) {
    throw new UnsupportedOperationException("nobody in this room lists");
  }

  @Override
  public String cursorAt(ImageQuery query, String name) {
    throw new UnsupportedOperationException("nobody in this room lists");
  }

  @Override
  public Cards cards(ImageQuery query, int limit, @Nullable String cursor) {
    throw new UnsupportedOperationException("nobody in this room lists");
  }

  @Override
  public Catalog.Page review(String seller, int limit, @Nullable String cursor) {
    throw new UnsupportedOperationException("nobody in this room reviews");
  }

  @Override
  public Neighbours neighbours(ImageRecord image) {
    throw new UnsupportedOperationException("nobody in this room asks for neighbours");
  }

  @Override
  public List<Month> months(ImageQuery query, ZoneId zone, boolean counts) {
    throw new UnsupportedOperationException("nobody in this room lists");
  }

  @Override
  public Map<ImageStatus, Long> counts(String seller) {
    throw new UnsupportedOperationException("nobody in this room counts");
  }

  @Override
  public long running(String seller, @Nullable String before) {
    throw new UnsupportedOperationException("nobody in this room counts");
  }

  @Override
  public Facet.Key spelled(String seller, Facet.Key value) {
    return value;
  }

  @Override
  public List<Facet> facets(String seller) {
    throw new UnsupportedOperationException("nobody in this room counts");
  }

  private static String name(String seller, ImageId imageId) {
    return seller + "/" + imageId;
  }
}

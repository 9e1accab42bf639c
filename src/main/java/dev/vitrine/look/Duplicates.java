package dev.vitrine.look;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageIndex.Look;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the pictures of a seller that are there more than once. */
@ApplicationScoped
public class Duplicates {
  /**
   * Most pictures of a group. If more look the same, the others are found once these are deleted.
   */
  static final int MOST_OF_A_GROUP = 24;

  /** Members that are read after which a call looks at no further pictures. */
  private static final int ENOUGH_MEMBERS = 200;

  private static final int PAGE = 20;

  /** After which a call looks at no further pictures: each costs four queries. */
  private static final Duration ENOUGH_TIME = Duration.ofMillis(500);

  private static final int MOST_PAGES = 10;

  private final Catalog catalog;
  private final SimilarPictures pictures;
  private final Clock clock;

  public Duplicates(Catalog catalog, SimilarPictures pictures, Clock clock) {
    this.catalog = catalog;
    this.pictures = pictures;
    this.clock = clock;
  }

  /**
   * A page of the groups.
   *
   * @param looked number of pictures that were looked at
   * @param cursor where the next page begins; null when this is the last
   */
  public record Page(List<Group> groups, int looked, @Nullable String cursor) {
    public Page {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Pictures that look nearly the same: each like another one of them, not each like all.
   *
   * @param images at least 2 and at most 24, newest first
   */
  public record Group(List<ImageRecord> images) {
    public Group {
      images = List.copyOf(images);
    }
  }

  /**
   * Looks at pictures, newest first, and finds the groups of which these are the newest.
   *
   * @param most pictures to look at, from 1; fewer when many groups are found, or when it takes
   *     long
   * @param cursor where the page before ended; null to begin
   * @throws InvalidCursorException if the cursor is malformed
   */
  public Page of(String seller, int most, @Nullable String cursor) {
    Instant end = clock.instant().plus(ENOUGH_TIME);
    List<Group> groups = new ArrayList<>();
    int looked = 0;
    int members = 0;
    String from = cursor;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Catalog.Page page = catalog.list(ImageQuery.all(seller), Math.min(PAGE, most - looked), from);
      for (ImageRecord image : page.images()) {
        Optional<Group> group = ledBy(image);
        group.ifPresent(groups::add);
        members += group.map(one -> one.images().size()).orElse(0);
      }
      looked += page.images().size();
      from = page.cursor();
      boolean isEnough = members >= ENOUGH_MEMBERS || clock.instant().isAfter(end);
      if (from == null || looked >= most || isEnough) {
        break;
      }
    }
    return new Page(groups, looked, from);
  }

  private Optional<Group> ledBy(ImageRecord image) {
    PictureHash hash = image.hash();
    Set<Look> looks =
        hash == null ? Set.of() : alike(image.seller(), new Look(image.position(), hash));
    List<ImageRecord> images =
        looks.stream().flatMap(look -> picture(image.seller(), look).stream()).toList();
    return images.size() < 2 ? Optional.empty() : Optional.of(new Group(images));
  }

  /** {@return the picture of a look; empty if it was deleted or replaced, or cannot be read} */
  private Optional<ImageRecord> picture(String seller, Look look) {
    return catalog
        .findReadable(seller, Position.imageId(look.position()))
        .filter(found -> look.hash().equals(found.hash()));
  }

  /**
   * {@return the picture, those like it, those like these, and so on; empty if one of them is newer
   * and can be read: it has the group then}
   */
  private Set<Look> alike(String seller, Look newest) {
    Set<Look> all = new TreeSet<>(Comparator.comparing(Look::position).reversed());
    Deque<Look> open = new ArrayDeque<>(List.of(newest));
    all.add(newest);
    while (!open.isEmpty()) {
      for (Look like : pictures.looking(seller, open.remove().hash())) {
        boolean isNewer = like.position().compareTo(newest.position()) > 0;
        if (isNewer && !all.contains(like) && picture(seller, like).isPresent()) {
          return Set.of();
        }
        if (all.size() < MOST_OF_A_GROUP && all.add(like)) {
          open.add(like);
        }
      }
    }
    return all;
  }
}

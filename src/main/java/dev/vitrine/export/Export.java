package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.UnreadableItemException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A file that images are added to, as much of it as one answer of the API can carry. */
interface Export {
  /** Most images of an answer. */
  int MOST_IMAGES = 1_000;

  /**
   * The image that reaches this size is the last of the answer. A Lambda function can answer with 6
   * MB of JSON, and a record is at most 400 kB.
   */
  int MOST_BYTES = 4_000_000;

  /** Images asked of the catalog at once: the most that it lists. */
  int PAGE = 100;

  /**
   * Most calls to the catalog for one answer. The images of a rare value lie far apart: the answer
   * then has fewer images, and a cursor.
   */
  int MOST_CALLS = 100;

  /**
   * No call to the catalog is begun later after the first, so that an answer comes before the 29 s
   * of API Gateway: it then has fewer images, and a cursor.
   */
  Duration LONGEST = Duration.ofSeconds(12);

  /**
   * Adds an image, unless this kind of file has no place for it.
   *
   * @return bytes it takes, at most, inside a JSON string
   */
  int add(ImageRecord image);

  /** {@return how many images the file has} */
  int images();

  /** {@return what the file says of its images that were not exported as they are before} */
  ExportedContents contents();

  /**
   * {@return images that the file lacks although they were not added: the records of further
   * pictures that it needs cannot be read}
   */
  default Set<ImageId> unreadable() {
    return Set.of();
  }

  /** {@return whether the last image must be the last of the answer} */
  default boolean isFull() {
    return false;
  }

  /** {@return the file, with a header where it has one} */
  String text();

  /**
   * What an export was filled with.
   *
   * @param next where the next answer begins; null if no image is left
   * @param unreadable images that are left out, as their records cannot be read; none twice
   */
  record Filled(@Nullable String next, List<ImageId> unreadable) {}

  /**
   * Fills an export with images, in the query's order.
   *
   * @param most how many, at most {@link #MOST_IMAGES}
   * @param cursor where the previous answer ended; null for the first
   * @param hasTime whether another call to the catalog may be begun; not asked before the first
   */
  static Filled fill(
      Export export,
      Catalog catalog,
      ImageQuery query,
      int most,
      @Nullable String cursor,
      BooleanSupplier hasTime) {
    @Nullable String next = cursor;
    Set<ImageId> unreadable = new LinkedHashSet<>();
    int images = 0;
    int bytes = 0;
    for (int calls = 0; calls < MOST_CALLS && images < most && hasRoom(export, bytes); calls++) {
      if (calls > 0 && !hasTime.getAsBoolean()) {
        break;
      }
      Catalog.Page page = catalog.list(query, Math.min(PAGE, most - images), next);
      int added = 0;
      for (ImageRecord image : page.images()) {
        if (!hasRoom(export, bytes)) {
          Catalog.Page again = catalog.list(query, added, next);
          unreadable.addAll(again.unreadable());
          next = endInside(export, page.images().subList(0, added), again);
          return filled(export, next, unreadable);
        }
        bytes += export.add(image);
        added++;
      }
      images += added;
      unreadable.addAll(page.unreadable());
      next = page.cursor();
      if (next == null) {
        break;
      }
    }
    return filled(export, next, unreadable);
  }

  /**
   * Adds listed images, all in one answer. With their products, a hundred may be more than it can
   * carry.
   *
   * @param most bytes after which no further image is added
   * @throws ApiProblem if they take more
   */
  static Filled addListed(
      Export export, Catalog catalog, String seller, List<ImageId> listed, long most) {
    Set<ImageId> unreadable = new LinkedHashSet<>();
    long bytes = 0;
    for (ImageId id : listed) {
      if (bytes >= most) {
        throw new ApiProblem(
            413,
            "EXPORT_TOO_LARGE",
            "These images and their products take more than the 4 MB of an answer. Ask for fewer"
                + " ids at once; with more=true the calls are one export.");
      }
      bytes += found(catalog, seller, id, unreadable).map(export::add).orElse(0);
    }
    return filled(export, null, unreadable);
  }

  private static Filled filled(Export export, @Nullable String next, Set<ImageId> unreadable) {
    unreadable.addAll(export.unreadable());
    return new Filled(next, List.copyOf(unreadable));
  }

  private static Optional<ImageRecord> found(
      Catalog catalog, String seller, ImageId id, Set<ImageId> unreadable) {
    try {
      return catalog.find(seller, id);
    } catch (UnreadableItemException e) {
      Logger.getLogger(Export.class).error("an export lacks an image", e);
      unreadable.add(id);
      return Optional.empty();
    }
  }

  private static boolean hasRoom(Export export, int bytes) {
    return bytes < MOST_BYTES && !export.isFull();
  }

  /**
   * Ends an answer inside a page, at the cursor of a second list that ends there. If an image has
   * left the list meanwhile, that list reaches further: the images it has more are added too.
   *
   * @param added the images of the page that are added
   * @param again the same number of images, listed again
   * @return where the next answer begins
   */
  private static @Nullable String endInside(
      Export export, List<ImageRecord> added, Catalog.Page again) {
    Set<ImageId> ids = added.stream().map(ImageRecord::imageId).collect(Collectors.toSet());
    again.images().stream().filter(image -> !ids.contains(image.imageId())).forEach(export::add);
    return again.cursor();
  }

  /** {@return how many bytes a text takes inside a JSON string} */
  static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t') {
        bytes += 2;
      } else if (c < ' ') {
        bytes += 6;
      } else {
        bytes += c < 0x80 ? 1 : 3;
      }
    }
    return bytes;
  }

  /** {@return how many bytes a line of CSV takes} */
  static int bytes(List<String> cells) {
    // A quoted cell has two quote signs more, and each inside it is there twice.
    return cells.stream()
        .mapToInt(cell -> bytes(cell) + 8 + 2 * (int) cell.chars().filter(c -> c == '"').count())
        .sum();
  }
}

package dev.vitrine.query;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImagePage;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer's worth of images in a file's form. */
interface Export {
  /** Most images of an answer. */
  int MOST_IMAGES = 1_000;

  /**
   * An answer is full from here. A Lambda function's may have 6 MB as it is written into JSON, and
   * the last ten images may still be added.
   */
  int MOST_BYTES = 4_000_000;

  /** Images of one call to the catalog: so many may come on top of {@link #MOST_BYTES}. */
  int PAGE = 10;

  /**
   * Adds an image, unless this kind of file has no place for it.
   *
   * @return bytes it takes, at most, inside a JSON string
   */
  int add(ImageRecord image);

  /** {@return the file, with a header where it has one} */
  String text();

  /**
   * Fills an export with images, newest first.
   *
   * @param most how many, at most {@link #MOST_IMAGES}
   * @param cursor where the answer before ended; null for the first
   * @return where the next answer begins; null when there is none
   */
  static @Nullable String fill(
      Export export, Catalog catalog, ImageQuery query, int most, @Nullable String cursor) {
    @Nullable String next = cursor;
    int images = 0;
    int bytes = 0;
    // Not until there are so many images: a rare tag's are far apart, and API Gateway waits 29 s.
    int calls = MOST_IMAGES / PAGE;
    while (calls-- > 0 && images < most && bytes < MOST_BYTES) {
      ImagePage page = catalog.list(query, Math.min(PAGE, most - images), next);
      images += page.images().size();
      for (ImageRecord image : page.images()) {
        bytes += export.add(image);
      }
      next = page.cursor();
      if (next == null) {
        return null;
      }
    }
    return next;
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

package dev.vitrine.local;

import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.upload.Uploads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Recounts the images of a home that an earlier release has written: without it, lists and numbers
 * that came with this release would lack them. In AWS a person does it (docs/operations.md, "Counts
 * that lag").
 */
final class LocalRecount {
  private static final Logger LOG = Logger.getLogger(LocalRecount.class);

  /** What the index has of an image. To be raised when a release adds pointers or counters. */
  static final String CONTENT = "2";

  private final ImageIndex index;
  private final Uploads uploads;
  private final Path mark;

  /**
   * @param mark the file that says which {@link #CONTENT} the index of this home has
   */
  LocalRecount(ImageIndex index, Uploads uploads, Path mark) {
    this.index = index;
    this.uploads = uploads;
    this.mark = mark;
  }

  /**
   * Makes the table's stream name all images again, unless this was done before. The stream follows
   * them as it follows any change.
   */
  void once() {
    try {
      if (Files.exists(mark) && Files.readString(mark).equals(CONTENT)) {
        return;
      }
      int images = 0;
      List<String> sellers = uploads.sellers(null);
      while (!sellers.isEmpty()) {
        images += sellers.stream().mapToInt(this::recounted).sum();
        sellers = uploads.sellers(sellers.get(sellers.size() - 1));
      }
      Files.writeString(mark, CONTENT);
      if (images > 0) {
        LOG.infof("%d images of an earlier release are being counted anew", images);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int recounted(String seller) {
    int images = 0;
    String cursor = null;
    do {
      ImageIndex.Part part = index.recount(seller, cursor);
      images += part.images();
      cursor = part.cursor();
    } while (cursor != null);
    return images;
  }
}

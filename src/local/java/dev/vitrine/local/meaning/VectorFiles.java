package dev.vitrine.local.meaning;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageIndex;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.Sha256;
import dev.vitrine.meaning.MeaningIndex;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.tag.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The index of embeddings in files, which are searched whole: the nearest are exact. The files of a
 * seller that lack something, or are missing, are made of the records in the background.
 *
 * <p>All calls take turns: a search of 100,000 images takes some 20 ms.
 */
public final class VectorFiles implements MeaningIndex, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(VectorFiles.class);

  /** Sellers whose files are open; each image of theirs takes about 150 bytes of heap. */
  private static final int MOST_SELLERS = 16;

  private static final int PAGE = 100;
  private static final int NAME_BYTES = 16;
  private static final int PATIENCE_SECONDS = 5;

  private final Path root;
  private final Catalog catalog;
  private final DotProducts products = new DotProducts();
  private final Map<String, SellerVectors> open = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  private final ExecutorService making =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "embeddings");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param root folder of the files; anything in it can be deleted while nobody uses it
   */
  public VectorFiles(Path root, Catalog catalog) {
    this.root = root;
    this.catalog = catalog;
  }

  @Override
  public void follow(Collection<ImageIndex.Name> images) {
    images.forEach(image -> keep(image.seller(), image.imageId(), null));
  }

  /**
   * Keeps the embedding of the image as it is now.
   *
   * @param into the files to keep it in; null for whichever files the seller has now
   * @return false if these are no longer the seller's files, so that nothing was kept
   */
  private synchronized boolean keep(String seller, ImageId imageId, @Nullable SellerVectors into) {
    if (closed || (into != null && open.get(seller) != into)) {
      return false;
    }
    // Read while others wait: a record that is read later is never older than what is kept.
    Embedding embedding =
        catalog
            .find(seller, imageId)
            .map(image -> image.descriptionOrNone().embedding())
            .orElse(null);
    try {
      vectors(seller).keep(imageId, embedding);
    } catch (IOException e) {
      forget(seller, e);
    }
    return true;
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public NearestImages nearest(String seller, Embedding to, int most) {
    return nearest(seller, to, null, most);
  }

  @Override
  public NearestImages described(String seller, TextReader.Meaning text, int most) {
    return nearest(seller, text.text(), text.nothing(), most);
  }

  private synchronized NearestImages nearest(
      String seller, Embedding to, @Nullable Embedding other, int most) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("most is outside [1, " + MOST + "]: " + most);
    }
    if (closed) {
      return new NearestImages(List.of(), false);
    }
    try {
      SellerVectors vectors = vectors(seller);
      return new NearestImages(vectors.nearest(products, to, other, most), vectors.isComplete());
    } catch (IOException e) {
      forget(seller, e);
      return new NearestImages(List.of(), false);
    }
  }

  private SellerVectors vectors(String seller) throws IOException {
    SellerVectors known = open.get(seller);
    if (known != null) {
      return known;
    }
    if (open.size() >= MOST_SELLERS) {
      Iterator<SellerVectors> longestUnused = open.values().iterator();
      SellerVectors closing = longestUnused.next();
      longestUnused.remove();
      closing.close();
    }
    // The hash, because a seller's name need not be a file's.
    String folder = HexFormat.of().formatHex(Sha256.of(seller), 0, NAME_BYTES);
    SellerVectors opened = SellerVectors.open(root.resolve(folder));
    open.put(seller, opened);
    if (!opened.isComplete()) {
      making.execute(() -> make(seller, opened));
    }
    return opened;
  }

  /** Has the files made anew at their next use. */
  private void forget(String seller, IOException why) {
    LOG.warnf(why, "the embeddings of %s cannot be kept; they are made anew", seller);
    SellerVectors broken = open.remove(seller);
    try {
      if (broken != null) {
        broken.closeFiles();
      }
    } catch (IOException e) {
      LOG.debug("files of embeddings could not be closed", e);
    }
  }

  private void make(String seller, SellerVectors vectors) {
    try {
      String cursor = null;
      do {
        Catalog.Cards page = catalog.cards(ImageQuery.all(seller), PAGE, cursor);
        for (Card card : page.cards()) {
          if (!keep(seller, card.imageId(), vectors)) {
            return;
          }
        }
        cursor = page.cursor();
      } while (cursor != null);
      made(seller, vectors);
    } catch (RuntimeException e) {
      failed(seller, vectors, e);
    }
  }

  private synchronized void made(String seller, SellerVectors vectors) {
    if (open.get(seller) == vectors) {
      vectors.complete();
    }
  }

  private synchronized void failed(String seller, SellerVectors vectors, RuntimeException why) {
    if (!closed && open.get(seller) == vectors) {
      forget(seller, new IOException("the records cannot be read", why));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    synchronized (this) {
      closed = true;
    }
    making.shutdown();
    if (!making.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("embeddings are still being made");
    }
    synchronized (this) {
      for (SellerVectors vectors : open.values()) {
        vectors.close();
      }
      open.clear();
      products.close();
    }
  }
}

package dev.vitrine.local.meaning;

import dev.vitrine.image.ImageId;
import dev.vitrine.meaning.MeaningIndex.Near;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of one length in a file that is mapped into memory: the heap holds only the ids.
 *
 * <pre>
 * 4096 bytes                 the number of rows, int32
 * then blocks of 256 rows    256 ids of 26 bytes, 256 x d float16; all little-endian
 * </pre>
 *
 * <p>One thread at a time. Rows are without gaps: the last one takes a removed one's place.
 */
public final class VectorFile implements AutoCloseable {
  static final int BLOCK_ROWS = 256;
  private static final int HEADER_BYTES = 4096;
  private static final int ID_BYTES = 26;

  private final int rowBytes;
  private final FileChannel channel;
  private final MappedByteBuffer header;
  private final List<MappedByteBuffer> blocks = new ArrayList<>();
  private final Map<ImageId, Integer> rows = new HashMap<>();

  private VectorFile(FileChannel channel, int dimensions) throws IOException {
    this.rowBytes = Short.BYTES * dimensions;
    this.channel = channel;
    header = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER_BYTES);
    header.order(ByteOrder.LITTLE_ENDIAN);
    int size = header.getInt(0);
    for (int row = 0; row < size; row++) {
      requireBlock(row);
      rows.put(id(row), row);
    }
    if (rows.size() != size) {
      throw new IOException("an id stands twice among " + size);
    }
  }

  /**
   * Makes an empty file in place of one that may be there.
   *
   * @param dimensions numbers of an embedding
   */
  public static VectorFile create(Path file, int dimensions) throws IOException {
    Files.write(file, new byte[HEADER_BYTES]);
    return open(file, dimensions);
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it is missing or damaged
   */
  static VectorFile open(Path file, int dimensions) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.size() < HEADER_BYTES) {
        throw new IOException("it has only " + channel.size() + " bytes");
      }
      return new VectorFile(channel, dimensions);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new IOException(file + " is damaged, or cannot be mapped", e);
    }
  }

  /** {@return the number of embeddings} */
  public int size() {
    return rows.size();
  }

  /**
   * Keeps an image's embedding, in place of an earlier one.
   *
   * @throws IOException if the disk is full
   */
  void put(ImageId imageId, FileVector vector) throws IOException {
    Integer known = rows.get(imageId);
    int row = known == null ? rows.size() : known;
    requireBlock(row);
    vector.write(at(row));
    if (known == null) {
      name(row, imageId);
      header.putInt(0, rows.size());
    }
  }

  /** Forgets an image; does nothing if it is not here. */
  void remove(ImageId imageId) {
    Integer row = rows.remove(imageId);
    if (row == null) {
      return;
    }
    int last = rows.size();
    if (row < last) {
      at(row).put(at(last).limit(at(last).position() + rowBytes));
      name(row, id(last));
    }
    header.putInt(0, last);
  }

  /**
   * {@return the embeddings nearest to a vector, the nearest first; of equal ones any}
   *
   * @param most how many at most, from 1
   */
  List<Near> nearest(DotProducts products, FileVector to, int most) {
    return nearest(products, to, null, most);
  }

  /**
   * {@return the embeddings nearest to a vector, without those of them that are no nearer to it
   * than to another vector}
   *
   * @param other null leaves out none
   * @param most how many of the nearest are looked at, from 1
   */
  List<Near> nearest(DotProducts products, FileVector to, @Nullable FileVector other, int most) {
    PriorityQueue<Found> best = new PriorityQueue<>(most);
    try (DotProducts.Factor factor = products.factor(to.numbers())) {
      for (int from = 0; from < rows.size(); from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, rows.size() - from);
        ByteBuffer block = blocks.get(from / BLOCK_ROWS);
        ByteBuffer vectors =
            block.slice(BLOCK_ROWS * ID_BYTES, count * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        collect(factor.products(vectors, count), from, most, best);
      }
    }
    List<Near> nearest = new ArrayList<>(best.size());
    while (!best.isEmpty()) {
      Found one = best.remove();
      if (other == null || one.product() > other.product(at(one.row()))) {
        nearest.add(0, new Near(id(one.row()), Math.max(-1, Math.min(1, one.product()))));
      }
    }
    return nearest;
  }

  /** A row with its product; the least comes first. */
  private record Found(int row, float product) implements Comparable<Found> {
    @Override
    public int compareTo(Found other) {
      return Float.compare(product, other.product);
    }
  }

  private static void collect(FloatBuffer products, int from, int most, PriorityQueue<Found> best) {
    float least = best.size() < most ? Float.NEGATIVE_INFINITY : best.element().product();
    for (int i = 0; i < products.limit(); i++) {
      float product = products.get(i);
      if (product > least) {
        best.add(new Found(from + i, product));
        if (best.size() > most) {
          best.remove();
        }
        least = best.size() < most ? Float.NEGATIVE_INFINITY : best.element().product();
      }
    }
  }

  private ByteBuffer at(int row) {
    ByteBuffer block = blocks.get(row / BLOCK_ROWS).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return block.position(BLOCK_ROWS * ID_BYTES + row % BLOCK_ROWS * rowBytes);
  }

  private ImageId id(int row) {
    byte[] id = new byte[ID_BYTES];
    blocks.get(row / BLOCK_ROWS).get(row % BLOCK_ROWS * ID_BYTES, id);
    return new ImageId(new String(id, StandardCharsets.US_ASCII));
  }

  private void name(int row, ImageId imageId) {
    byte[] id = imageId.value().getBytes(StandardCharsets.US_ASCII);
    blocks.get(row / BLOCK_ROWS).put(row % BLOCK_ROWS * ID_BYTES, id);
    rows.put(imageId, row);
  }

  private void requireBlock(int row) throws IOException {
    int blockBytes = BLOCK_ROWS * (ID_BYTES + rowBytes);
    while (blocks.size() <= row / BLOCK_ROWS) {
      long from = HEADER_BYTES + (long) blocks.size() * blockBytes;
      if (channel.size() < from + blockBytes) {
        // Written, not only mapped: on a full disk a write fails, but a mapped page ends the JVM.
        channel.write(ByteBuffer.allocate(blockBytes), from);
      }
      blocks.add(channel.map(FileChannel.MapMode.READ_WRITE, from, blockBytes));
    }
  }

  /** Writes everything to the disk. */
  void force() {
    header.force();
    blocks.forEach(MappedByteBuffer::force);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

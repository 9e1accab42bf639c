package dev.vitrine.decode;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a file read as if they were one. A reader is given only the pieces it needs to decode
 * the first picture, so that comments, thumbnails and color profiles cannot trip it, and without a
 * copy of up to 50 MB.
 */
final class Excerpt extends ImageInputStreamImpl {
  private record Piece(byte[] source, int from, int length, long start) {}

  /**
   * The WebP reader takes the end for more zeros, and in a damaged file reads on for minutes. It
   * swallows an EOFException, so another IOException stops it after this many reads.
   */
  private static final int MOST_READS_PAST_END = 1000;

  private final List<Piece> pieces;
  private final long length;
  private int readsPastEnd;
  private @Nullable DecodingTime time;

  private Excerpt(List<Piece> pieces, long length) {
    this.pieces = pieces;
    this.length = length;
  }

  /** Makes every read fail once the time is over. */
  void limit(DecodingTime given) {
    time = given;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int wanted) throws IOException {
    bitOffset = 0;
    if (time != null && time.isOver()) {
      throw new IOException("decoding takes too long");
    }
    if (streamPos >= length) {
      if (++readsPastEnd > MOST_READS_PAST_END) {
        throw new IOException("read past the end again and again");
      }
      return -1;
    }
    // Reads on into the next piece: readInt() of the superclass takes a shorter read for the end.
    int count = 0;
    while (count < wanted && streamPos < length) {
      Piece piece = pieceAt(streamPos);
      int skipped = (int) (streamPos - piece.start);
      int some = Math.min(wanted - count, piece.length - skipped);
      System.arraycopy(piece.source, piece.from + skipped, into, offset + count, some);
      streamPos += some;
      count += some;
    }
    return count;
  }

  @Override
  public long length() {
    return length;
  }

  private Piece pieceAt(long position) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (pieces.get(middle).start <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces.get(low);
  }

  /** Collects pieces in reading order. */
  static final class Builder {
    private final FileBytes file;
    private final List<Piece> pieces = new ArrayList<>();
    private long length;

    Builder(FileBytes file) {
      this.file = file;
    }

    /** Bytes {@code from} (inclusive) to {@code to} (exclusive) of the file. */
    Builder keep(long from, long to) throws EOFException {
      if (from < 0 || to > file.length()) {
        throw new EOFException(from + " to " + to + " of " + file.length());
      }
      return add(file.data(), (int) from, (int) (to - from));
    }

    Builder put(int... bytes) {
      byte[] made = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        made[i] = (byte) bytes[i];
      }
      return add(made, 0, made.length);
    }

    private Builder add(byte[] source, int from, int count) {
      if (count > 0) {
        pieces.add(new Piece(source, from, count, length));
        length += count;
      }
      return this;
    }

    Excerpt build() {
      return new Excerpt(List.copyOf(pieces), length);
    }
  }
}

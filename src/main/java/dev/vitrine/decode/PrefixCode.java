package dev.vitrine.decode;

import dev.vitrine.image.UnreadableImageException;
import java.io.EOFException;
import java.util.Arrays;

/**
 * A prefix code of lossless WebP. Only whole codes are taken, as libwebp does; the reader takes
 * others too, and would then read other symbols than are read here.
 *
 * @see "RFC 9649, 3.7.2 (decoding prefix codes)"
 */
final class PrefixCode {
  private static final int LONGEST = 15;

  /** The order in which the lengths of the code for lengths are stored. */
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  private static final int FIRST_REPEAT = 16;
  private static final int LENGTH_BEFORE_ANY = 8;

  /** Codes of more bits have a second table for each value of their first 8 bits. */
  private static final int FIRST_TABLE_BITS = 8;

  /** The reader's object, its list, and a table of 256 ints. */
  private static final int TABLE_BYTES = 24 + 24 + 16 + (4 << FIRST_TABLE_BITS);

  /** The longest list that was never filled, and what each second table has beside its ints. */
  private static final int LIST_BYTES = 56;

  private static final int SECOND_TABLE_BYTES = 16 + 8;

  private final int[] counts;
  private final int[] symbols;

  private PrefixCode(int[] counts, int[] symbols) {
    this.counts = counts;
    this.symbols = symbols;
  }

  /**
   * @param alphabet number of symbols there are
   * @throws UnreadableImageException CORRUPT
   */
  static PrefixCode read(WebpBits bits, int alphabet)
      throws UnreadableImageException, EOFException {
    if (bits.read(1) == 1) {
      return ofOneOrTwo(bits, alphabet);
    }
    int[] lengths = new int[ORDER.length];
    int stored = 4 + bits.read(4);
    for (int i = 0; i < stored; i++) {
      lengths[ORDER[i]] = bits.read(3);
    }
    return of(lengths(bits, of(lengths), alphabet));
  }

  /** Two equal symbols take a bit each: so the reader has it. */
  private static PrefixCode ofOneOrTwo(WebpBits bits, int alphabet)
      throws UnreadableImageException, EOFException {
    int[] symbols = new int[1 + bits.read(1)];
    symbols[0] = bits.read(bits.read(1) == 1 ? 8 : 1);
    if (symbols.length == 2) {
      symbols[1] = bits.read(8);
    }
    for (int symbol : symbols) {
      if (symbol >= alphabet) {
        throw Rejection.CORRUPT.because();
      }
    }
    int[] counts = new int[LONGEST + 1];
    counts[1] = symbols.length;
    return new PrefixCode(counts, symbols);
  }

  private static int[] lengths(WebpBits bits, PrefixCode code, int alphabet)
      throws UnreadableImageException, EOFException {
    int left = bits.read(1) == 1 ? 2 + bits.read(2 + 2 * bits.read(3)) : alphabet;
    int[] lengths = new int[alphabet];
    int previous = LENGTH_BEFORE_ANY;
    for (int at = 0; at < alphabet && left > 0; left--) {
      int length = code.next(bits);
      if (length < FIRST_REPEAT) {
        lengths[at++] = length;
        previous = length == 0 ? previous : length;
      } else {
        int repeats =
            switch (length) {
              case FIRST_REPEAT -> 3 + bits.read(2);
              case FIRST_REPEAT + 1 -> 3 + bits.read(3);
              default -> 11 + bits.read(7);
            };
        if (at + repeats > alphabet) {
          throw Rejection.CORRUPT.because();
        }
        Arrays.fill(lengths, at, at + repeats, length == FIRST_REPEAT ? previous : 0);
        at += repeats;
      }
    }
    return lengths;
  }

  private static PrefixCode of(int[] lengths) throws UnreadableImageException {
    int[] counts = new int[LONGEST + 1];
    int used = 0;
    for (int length : lengths) {
      counts[length]++;
      used += length == 0 ? 0 : 1 << LONGEST - length;
    }
    int[] symbols = new int[lengths.length - counts[0]];
    if (symbols.length != 1 && used != 1 << LONGEST) {
      throw Rejection.CORRUPT.because();
    }
    counts[0] = 0;
    int[] places = new int[LONGEST + 1];
    for (int length = 1; length <= LONGEST; length++) {
      places[length] = places[length - 1] + counts[length - 1];
    }
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[places[lengths[symbol]]++] = symbol;
      }
    }
    return new PrefixCode(counts, symbols);
  }

  /** {@return the next symbol; the only one of a code takes no bits} */
  int next(WebpBits bits) throws EOFException {
    if (symbols.length == 1) {
      return symbols[0];
    }
    int code = bits.read(1);
    int length = 1;
    int first = 0;
    int before = 0;
    while (code - first >= counts[length]) { // ends: the code is whole
      before += counts[length];
      first = first + counts[length] << 1;
      code = code << 1 | bits.read(1);
      length++;
    }
    return symbols[before + code - first];
  }

  /** {@return the bytes that the reader's tables for this code take} */
  long tableBytes() {
    if (symbols.length == 1) {
      return TABLE_BYTES;
    }
    long second = 0;
    int end = 0;
    for (int length = 1; length <= LONGEST; length++) {
      for (int i = 0; i < counts[length]; i++) {
        end += 1 << LONGEST - length;
        boolean endsTable = end % (1 << LONGEST - FIRST_TABLE_BITS) == 0;
        if (length > FIRST_TABLE_BITS && endsTable) { // its last code is its longest
          second += SECOND_TABLE_BYTES + (4L << length - FIRST_TABLE_BITS);
        }
      }
    }
    return TABLE_BYTES + (second == 0 ? 0 : LIST_BYTES + second);
  }
}

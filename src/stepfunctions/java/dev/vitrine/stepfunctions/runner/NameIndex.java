package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * From an execution's ARN to its number: an open-addressing hash table in a file, so that memory
 * does not grow with executions. Slots hold a hash and the number plus one; whoever asks compares
 * the ARN itself. Made from the journal; one thread adds, any may look. A table that is full is
 * made anew without the executions that are no longer kept.
 */
final class NameIndex implements AutoCloseable {

  private static final int SLOT = 16;
  private static final int FIRST_SLOTS = 1 << 12;

  private final Path file;
  private volatile FileChannel channel;
  private volatile long slots;
  private long used;

  NameIndex(Path file) throws IOException {
    this.file = file;
    this.channel = open(file);
    this.slots = channel.size() / SLOT;
    if (slots == 0) {
      slots = FIRST_SLOTS;
      channel.write(ByteBuffer.allocate(1), slots * SLOT - 1);
    }
    this.used = count();
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private long count() throws IOException {
    long count = 0;
    ByteBuffer block = ByteBuffer.allocate(SLOT * FIRST_SLOTS);
    for (long at = 0; at < slots * SLOT; at += block.capacity()) {
      block.clear();
      channel.read(block, at);
      block.flip();
      while (block.remaining() >= SLOT) {
        block.getLong();
        count += block.getLong() == 0 ? 0 : 1;
      }
    }
    return count;
  }

  /** 64 bits of an ARN: the same in every process. */
  static long hash(String arn) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : arn.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0x9E3779B97F4A7C15L;
    return hash ^ (hash >>> 29);
  }

  /** {@return numbers of executions whose ARN may be this one, newest last} */
  List<Long> find(String arn) throws IOException {
    long hash = hash(arn);
    while (true) {
      FileChannel from = channel;
      try {
        return find(hash, from);
      } catch (ClosedChannelException e) {
        if (from == channel) {
          throw e;
        }
        // The table was made anew while it was read.
      }
    }
  }

  private static List<Long> find(long hash, FileChannel from) throws IOException {
    List<Long> numbers = new ArrayList<>(1);
    long size = from.size() / SLOT;
    long slot = first(hash, size);
    for (long looked = 0; looked < size; looked++) {
      ByteBuffer entry = read(from, slot);
      long number = entry.getLong(8);
      if (number == 0) {
        break;
      }
      if (entry.getLong(0) == hash) {
        numbers.add(number - 1);
      }
      slot = (slot + 1) % size;
    }
    return numbers;
  }

  /**
   * Adding what is there changes nothing.
   *
   * @param oldest number of the first execution that is kept
   */
  void add(String arn, long execution, long oldest) throws IOException {
    if (used * 3 > slots * 2) {
      remake(oldest);
    }
    if (insert(channel, slots, hash(arn), execution + 1)) {
      used++;
    }
  }

  private static boolean insert(FileChannel to, long slots, long hash, long number)
      throws IOException {
    for (long slot = first(hash, slots); ; slot = (slot + 1) % slots) {
      ByteBuffer entry = read(to, slot);
      if (entry.getLong(8) == number && entry.getLong(0) == hash) {
        return false;
      }
      if (entry.getLong(8) == 0) {
        entry.clear();
        entry.putLong(hash).putLong(number).flip();
        to.write(entry, slot * SLOT);
        return true;
      }
    }
  }

  private static long first(long hash, long slots) {
    return Long.remainderUnsigned(hash, slots);
  }

  private static ByteBuffer read(FileChannel from, long slot) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(SLOT);
    from.read(entry, slot * SLOT);
    return entry;
  }

  /** Makes a new file, a third full, that takes the place of this one once it is complete. */
  private void remake(long oldest) throws IOException {
    long kept = 0;
    for (long slot = 0; slot < slots; slot++) {
      kept += read(channel, slot).getLong(8) > oldest ? 1 : 0;
    }
    long size = FIRST_SLOTS;
    while (size < 3 * kept) {
      size *= 2;
    }
    Path anew = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(anew);
    FileChannel to = open(anew);
    try {
      fill(to, size, oldest);
      Files.move(anew, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // On a full disk this is tried again for each execution that starts.
      to.close();
      Files.deleteIfExists(anew);
      throw e;
    }
    FileChannel old = channel;
    channel = to;
    slots = size;
    used = kept;
    old.close();
  }

  private void fill(FileChannel to, long size, long oldest) throws IOException {
    to.write(ByteBuffer.allocate(1), size * SLOT - 1);
    for (long slot = 0; slot < slots; slot++) {
      ByteBuffer entry = read(channel, slot);
      if (entry.getLong(8) > oldest) {
        insert(to, size, entry.getLong(0), entry.getLong(8));
      }
    }
    to.force(true);
  }

  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

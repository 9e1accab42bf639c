package dev.vitrine.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that survive a loss of power whole. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Replaces a file in one step: readers see the old content or the new, also after a crash. A
   * failure, as on a full disk, leaves no temporary file.
   *
   * @param temporary a name in the same file system, no other writer's
   */
  public static void replace(Path file, Path temporary, byte[] content) throws IOException {
    try {
      write(temporary, content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(temporary, e);
      throw e;
    }
    Path folder = file.getParent();
    if (folder != null) {
      syncFolder(folder);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private static void delete(Path halfWritten, IOException because) {
    try {
      Files.deleteIfExists(halfWritten);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /** Waits until a file's bytes, and its extended attributes, are on the disk. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Waits until a folder's names are on the disk. */
  public static void syncFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Windows opens no folders; its file system journals names by itself.
      if (Files.isDirectory(folder)) {
        return;
      }
      throw e;
    }
    try (channel) {
      channel.force(true);
    }
  }
}

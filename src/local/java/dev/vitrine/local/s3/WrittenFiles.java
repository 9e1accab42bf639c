package dev.vitrine.local.s3;

import dev.vitrine.local.store.DurableFile;
import dev.vitrine.local.store.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of objects, once the store has written or removed them. */
final class WrittenFiles {
  private final Path root;

  /**
   * @param root where the store has its buckets
   */
  WrittenFiles(Path root) {
    this.root = root;
  }

  Path file(String bucket, String key) {
    return root.resolve(bucket).resolve(KeyPath.of(key));
  }

  /** Takes the rights of others away from a file and from the folders down to it. */
  void makePrivate(String bucket, String key) {
    Path file = file(bucket, key);
    try {
      PrivateFolder.makePrivate(file);
      for (Path folder : folders(file, bucket)) {
        PrivateFolder.makePrivateItself(folder);
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a file private, and writes it to the disk with the folders down to it. */
  void sync(String bucket, String key) {
    makePrivate(bucket, key);
    Path file = file(bucket, key);
    try {
      DurableFile.sync(file);
      for (Path folder : folders(file, bucket)) {
        DurableFile.syncFolder(folder);
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Syncs the nearest folder that is left: the store also removes folders that become empty. */
  void syncRemoval(String bucket, String key) {
    try {
      Path folder = file(bucket, key).getParent();
      while (folder != null && !Files.isDirectory(folder)) {
        folder = folder.getParent();
      }
      if (folder != null) {
        DurableFile.syncFolder(folder);
      }
    } catch (NoSuchFileException removedMeanwhile) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> folders(Path file, String bucket) {
    return Stream.iterate(file.getParent(), Path::getParent)
        .takeWhile(folder -> folder.startsWith(root.resolve(bucket)))
        .toList();
  }
}

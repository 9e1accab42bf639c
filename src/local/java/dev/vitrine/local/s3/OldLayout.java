package dev.vitrine.local.s3;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Moves the objects of release 0.1.0, whose keys were their paths, to the paths of {@link KeyPath}.
 * Each file is moved in one step; if the move is interrupted, the next start goes on with it.
 */
final class OldLayout {
  private OldLayout() {}

  /**
   * @param from the buckets of release 0.1.0; gone when all is moved
   * @param to the buckets as {@link KeyPath} lays them out, in the same file system
   */
  static void move(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            moveFile(from.relativize(file), file, to);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failed)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void moveFile(Path old, Path file, Path to) throws IOException {
    if (old.getNameCount() < 2 || UnfinishedWrites.isPart(old, file)) {
      Files.delete(file);
      return;
    }
    Path bucket = old.getName(0);
    String key = old.subpath(1, old.getNameCount()).toString().replace('\\', '/');
    Path target = to.resolve(bucket.toString()).resolve(KeyPath.of(key));
    Files.createDirectories(target.getParent());
    // A newer object of that key may be there already, if the first start was interrupted.
    if (Files.exists(target)) {
      Files.delete(file);
    } else {
      Files.move(file, target);
    }
  }
}

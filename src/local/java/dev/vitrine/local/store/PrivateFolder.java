package dev.vitrine.local.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folders and files that only their owner can read. Java has no umask, and the embedded services
 * create files with the default rights.
 */
public final class PrivateFolder {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFolder() {}

  /** Makes a folder, and those above it, unless they are there. */
  public static void create(Path folder) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  /** Takes the rights of others away; does nothing where the file system has no such rights. */
  public static void makePrivate(Path root) throws IOException {
    makePrivate(root, null);
  }

  /**
   * Takes the rights of others away; does nothing where the file system has no such rights.
   *
   * @param unread folder whose own rights are taken away, without a look at what is in it; null if
   *     there is none
   */
  static void makePrivate(Path root, @Nullable Path unread) throws IOException {
    if (Files.getFileAttributeView(root, PosixFileAttributeView.class) == null) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            set(folder, FOLDER);
            return folder.equals(unread) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              set(file, FILE);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // Somebody works in here meanwhile.
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** As {@link #makePrivate}, for the folder alone and not for what is in it. */
  public static void makePrivateItself(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      set(folder, FOLDER);
    }
  }

  private static void set(Path path, Set<PosixFilePermission> rights) throws IOException {
    try {
      if (!Files.getPosixFilePermissions(path).equals(rights)) {
        Files.setPosixFilePermissions(path, rights);
      }
    } catch (NoSuchFileException deletedMeanwhile) {
      return;
    }
  }
}

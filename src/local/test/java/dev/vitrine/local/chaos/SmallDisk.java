package dev.vitrine.local.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk in memory that can be filled. Needs the right to mount. It is no disk that loses power:
 * what was written and not synced survives a kill here.
 */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 1 << 20;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** {@return the disk; empty if this user may not mount one} */
  static Optional<SmallDisk> mount(Path folder, int megabytes) throws Exception {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())
            && hasAttributes(folder);
    return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  /** Local mode's S3 needs extended attributes, which older kernels' tmpfs lacks. */
  private static boolean hasAttributes(Path folder) throws IOException {
    Path probe = Files.createFile(folder.resolve("probe"));
    try {
      Files.setAttribute(probe, "user:probe", new byte[] {1});
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    } finally {
      Files.delete(probe);
    }
  }

  Path folder() {
    return folder;
  }

  /** Fills the disk for a time. */
  void fill(long millis) throws IOException, InterruptedException {
    Path ballast = folder.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] block = new byte[BLOCK];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      Thread.sleep(millis); // It is full.
    }
    Files.delete(ballast);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such command.
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", folder.toString());
  }
}

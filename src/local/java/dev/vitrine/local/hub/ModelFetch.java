package dev.vitrine.local.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Makes a model complete: goes on where an earlier try was cut, at the revision of that try, and
 * compares every file with its checksum.
 */
final class ModelFetch {
  /** What comes of a fetch while it runs. */
  interface FetchListener {
    /**
     * @param bytes of the model that are on this machine
     * @param of its size
     */
    void at(long bytes, long of);
  }

  /** Disk that is left to everything else on this machine. */
  private static final long DISK_TO_SPARE = 256L << 20;

  /** A connection that brought as much may break off again without counting as a failure. */
  private static final long WORTH_GOING_ON = 1L << 20;

  private static final int LONGEST_DOUBLING = 5;

  private final HubAccess access;
  private final HubClient hub;
  private final ModelFolders folders;
  private final FreeSpace space;

  ModelFetch(HubAccess access, ModelFolders folders, FreeSpace space) {
    this.access = access;
    this.hub = new HubClient(access);
    this.folders = folders;
    this.space = space;
  }

  /**
   * Finds a model and compares it with its checksums, or fetches what is missing of it.
   *
   * @return the complete model's folder
   * @throws FetchFailedException when it cannot be had now; what has arrived is kept
   */
  Path obtain(ModelChoice.Published choice, FetchListener progress)
      throws FetchFailedException, IOException {
    requireMemory(choice.model());
    Optional<Path> found = folders.find(choice);
    if (found.isPresent() && isWhole(found.get())) {
      return found.get();
    }
    try (FileChannel unused = folders.lock(choice)) {
      Optional<Path> meanwhile = folders.find(choice);
      if (meanwhile.isPresent() && isWhole(meanwhile.get())) {
        return meanwhile.get(); // Another process has just completed it.
      }
      folders.reopen(choice);
      return fetch(choice, progress);
    }
  }

  private boolean isWhole(Path folder) throws FetchFailedException, IOException {
    List<String> damaged = ModelFolders.damaged(folder);
    if (!damaged.isEmpty() && !folders.isFetched(folder)) {
      throw FetchFailedException.lasting(
          "%s has a wrong checksum for %s; put the right file there."
              .formatted(folder, String.join(", ", damaged)));
    }
    return damaged.isEmpty();
  }

  private Path fetch(ModelChoice.Published choice, FetchListener progress)
      throws FetchFailedException, IOException {
    Path folder = folders.unfinished(choice);
    Manifest manifest = manifest(choice, folder);
    requireDisk(manifest, folder);
    List<HubFile> files = new ArrayList<>();
    long done = 0;
    for (HubFile file : manifest.files()) {
      long before = done;
      Path whole =
          fetch(manifest, file, folder, have -> progress.at(before + have, manifest.bytes()));
      files.add(file.withSha256(whole));
      done += file.size();
      progress.at(done, manifest.bytes());
    }
    new Manifest(manifest.repository(), manifest.revision(), manifest.commit(), files)
        .writeTo(folder);
    return folders.complete(choice);
  }

  /** The revision of an earlier try, or else the hub's of now, which is written down first. */
  private Manifest manifest(ModelChoice.Published choice, Path folder)
      throws FetchFailedException, IOException {
    Optional<Manifest> begun = Manifest.in(folder);
    if (begun.isPresent()) {
      return begun.get();
    }
    for (int failures = 1; ; failures++) {
      try {
        Manifest manifest = hub.resolve(choice.model(), choice.revision());
        manifest.writeTo(folder);
        return manifest;
      } catch (FetchFailedException e) {
        pauseOrGiveUp(e, failures);
      }
    }
  }

  private void requireMemory(KnownModel model) throws FetchFailedException {
    long free = space.memory();
    if (model.memory() > free) {
      throw FetchFailedException.lasting(
          "%s needs about %s of memory; this machine has %s free. Choose a smaller model."
              .formatted(model.name(), gigabytes(model.memory()), gigabytes(free)));
    }
  }

  private void requireDisk(Manifest manifest, Path folder)
      throws FetchFailedException, IOException {
    long needed = DISK_TO_SPARE;
    for (HubFile file : manifest.files()) {
      Path whole = folder.resolve(file.path());
      Path part = folder.resolve(file.path() + ".part");
      long have = Files.exists(whole) ? file.size() : Files.exists(part) ? Files.size(part) : 0;
      needed += Math.max(0, file.size() - have);
    }
    long free = space.disk(folder);
    if (needed > free) {
      throw FetchFailedException.lasting(
          "%s needs %s of disk; %s has %s free."
              .formatted(manifest.repository(), gigabytes(needed), folder, gigabytes(free)));
    }
  }

  private Path fetch(Manifest manifest, HubFile file, Path folder, LongConsumer arrived)
      throws FetchFailedException, IOException {
    Path whole = folder.resolve(file.path());
    if (file.isContentOf(whole)) {
      return whole;
    }
    Files.deleteIfExists(whole);
    Path part = ModelFolders.part(folder, file);
    for (int wrong = 0; ; wrong++) {
      fill(manifest, file, part, arrived);
      if (file.isContentOf(part)) {
        return Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.write(part, new byte[0]);
      if (wrong > 0) {
        throw FetchFailedException.lasting(
            "%s of %s came twice with a wrong checksum; nothing of it is used."
                .formatted(file.path(), manifest.repository()));
      }
    }
  }

  /**
   * Fetches until the part has the file's length, or until {@link HubAccess#tries} tries in a row
   * failed.
   */
  private void fill(Manifest manifest, HubFile file, Path part, LongConsumer arrived)
      throws FetchFailedException, IOException {
    if (Files.size(part) > file.size()) {
      Files.write(part, new byte[0]);
    }
    int failures = 0;
    for (long have = Files.size(part); have < file.size(); ) {
      FetchFailedException failure = null;
      try {
        hub.fetch(manifest, file, part, have, arrived);
      } catch (FetchFailedException e) {
        failure = e;
      }
      long now = Files.size(part);
      if (failure == null && now < file.size()) {
        failure =
            FetchFailedException.passing(file.path() + " ended too early.", Duration.ZERO, null);
      }
      if (failure != null) {
        failures = now - have >= WORTH_GOING_ON ? 1 : failures + 1;
        pauseOrGiveUp(failure, failures);
      }
      have = now;
    }
  }

  /** Waits longer after each failure; gives up after {@link HubAccess#tries} of them. */
  private void pauseOrGiveUp(FetchFailedException failure, int failures)
      throws FetchFailedException {
    if (!failure.isPassing() || failures >= access.tries()) {
      throw failure;
    }
    int doubling = Math.min(failures - 1, LONGEST_DOUBLING);
    long millis = Math.max(access.firstPause().toMillis() << doubling, failure.pause().toMillis());
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw FetchFailedException.stopped(e);
    }
  }

  private static String gigabytes(long bytes) {
    return "%.1f GB".formatted(bytes / 1e9);
  }
}

package dev.vitrine.local.hub;

import dev.vitrine.local.store.PrivateFile;
import dev.vitrine.local.store.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where models lie on this machine: first a folder that the person filled, then what was fetched.
 * An unfinished model lies elsewhere and is moved to its place in one step, so that a model is
 * there wholly or not at all.
 */
final class ModelFolders {
  private final Path home;
  private final @Nullable Path own;

  /**
   * @param home folder for what is fetched
   * @param own folder of models that a person put there, as {@code own/NAME}; null for none
   */
  ModelFolders(Path home, @Nullable Path own) {
    this.home = home;
    this.own = own;
  }

  /**
   * Finds a model, by its files' names and sizes.
   *
   * @return its folder; empty when it must be fetched
   * @throws FetchFailedException when the person's own folder has only a part of it
   */
  Optional<Path> find(ModelChoice.Published choice) throws FetchFailedException, IOException {
    Path mine = own == null ? null : own.resolve(choice.folderName());
    if (mine != null && Files.isDirectory(mine)) {
      List<String> missing = choice.model().missingFrom(paths(choice.model(), mine));
      if (!missing.isEmpty()) {
        throw FetchFailedException.lasting(mine + " lacks " + String.join(", ", missing) + ".");
      }
      return Optional.of(mine);
    }
    Path fetched = home.resolve(choice.folderName());
    return Files.isDirectory(fetched) && Manifest.in(fetched).isPresent()
        ? Optional.of(fetched)
        : Optional.empty();
  }

  /** The model's required files that are there; the folder may be a link, as may be what it has. */
  private static Set<String> paths(KnownModel model, Path folder) {
    return model.required().stream()
        .filter(path -> Files.isRegularFile(folder.resolve(path)))
        .collect(Collectors.toSet());
  }

  /**
   * Compares a model's files with the checksums of its first fetch.
   *
   * @return the files that differ; empty when all are right, or the folder has no checksums
   */
  static List<String> damaged(Path folder) throws IOException {
    Optional<Manifest> manifest = Manifest.in(folder);
    if (manifest.isEmpty()) {
      return List.of();
    }
    List<String> damaged = new ArrayList<>();
    for (HubFile file : manifest.get().files()) {
      if (!file.isContentOf(folder.resolve(file.path()))) {
        damaged.add(file.path());
      }
    }
    return damaged;
  }

  /** {@return whether a folder is one of those that Vitrine fetched, and may mend} */
  boolean isFetched(Path folder) {
    return folder.startsWith(home);
  }

  /**
   * Takes a model for fetching; no other process can at the same time.
   *
   * @throws FetchFailedException when another process has it
   */
  FileChannel lock(ModelChoice.Published choice) throws FetchFailedException, IOException {
    PrivateFolder.create(unfinished(choice));
    Path file = unfinished(choice).resolveSibling(choice.folderName() + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
    }
    channel.close();
    throw FetchFailedException.lasting(
        "Another process is fetching %s into %s; start again when it is done."
            .formatted(choice.folderName(), home));
  }

  /** {@return the folder of a model that is not complete} */
  Path unfinished(ModelChoice.Published choice) {
    return home.resolve(".unfinished").resolve(choice.folderName());
  }

  /** Opens a file for bytes to come, for its owner alone, with the folder it is in. */
  static Path part(Path folder, HubFile file) throws IOException {
    Path part = folder.resolve(file.path() + ".part");
    PrivateFolder.create(part.getParent() == null ? folder : part.getParent());
    PrivateFile.create(part);
    return part;
  }

  /** Puts a model whose files are all there in its place, in one step. */
  Path complete(ModelChoice.Published choice) throws IOException {
    Path place = home.resolve(choice.folderName());
    Files.move(unfinished(choice), place, StandardCopyOption.ATOMIC_MOVE);
    return place;
  }

  /**
   * Takes what is in a model's place out of it: a damaged model, or one whose manifest cannot be
   * read. Its right files are not fetched again.
   */
  void reopen(ModelChoice.Published choice) throws IOException {
    Path place = home.resolve(choice.folderName());
    if (Files.isDirectory(place)) {
      Path unfinished = unfinished(choice);
      delete(unfinished);
      Files.move(place, unfinished, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}

package dev.vitrine.local;

import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.hub.FetchFailedException;
import dev.vitrine.local.hub.KnownModel;
import dev.vitrine.local.hub.KnownModels;
import dev.vitrine.local.hub.ModelChoice;
import dev.vitrine.local.hub.ModelSupply;
import dev.vitrine.local.preview.UnusedModel;
import dev.vitrine.local.store.PrivateFile;
import dev.vitrine.local.store.PrivateFolder;
import dev.vitrine.query.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A model that a setting names, or that a person ordered on the page. Until it is there, and if it
 * cannot be had, the stand-in goes on.
 */
final class SuppliedModel implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(SuppliedModel.class);

  /** How long a start waits for a model that is on this machine, so that no stand-in works. */
  private static final Duration OPENS_WITHIN = Duration.ofMinutes(2);

  private static final Set<String> ORDERABLE = Set.of("offered", "failed", "fetched");

  /** A second line of the order: the model is wanted on this machine, and not used yet. */
  private static final String NOT_USED = "not used";

  private final Task task;
  private final String setting;
  private final Path folder;
  private final Path order;
  private final ModelSupply supply;
  private final Use use;
  private volatile ModelChoice.@Nullable Published wanted;
  private volatile boolean isWantedForUse;

  /**
   * What a model is for.
   *
   * @param variable that names it
   * @param known names that it may have
   * @param work what it does, as a sentence goes on after its name
   */
  record Task(String variable, KnownModels known, String work) {}

  /** Takes a model into use. */
  interface Use {
    /** Frees memory that the model will need, before the free memory is compared with it. */
    default void makeRoom() {}

    /**
     * @param folder its files
     * @param name what evidence calls it
     */
    void open(Path folder, String name) throws UnusableModelException;

    /** Does ahead what the first picture would wait for. */
    default void warmUp() {}
  }

  /**
   * @param setting the variable's value, blank if it is not set
   * @param folder for models by name
   * @param order name of the file in it that keeps what a person ordered
   */
  SuppliedModel(Task task, String setting, Path folder, String order, ModelSupply supply, Use use) {
    this.task = task;
    this.setting = setting;
    this.folder = folder;
    this.order = folder.resolve(order);
    this.supply = supply;
    this.use = use;
  }

  /** Begins with what is set or was ordered; waits for it if it is on this machine already. */
  void begin() throws IOException {
    try {
      List<String> ordered = setting.isEmpty() ? ordered() : List.of(setting);
      String wished = ordered.isEmpty() ? "" : ordered.get(0);
      ModelChoice choice = ModelChoice.of(wished, task.known());
      if (choice instanceof ModelChoice.Folder folder) {
        open(folder.path());
      } else if (choice instanceof ModelChoice.Published published) {
        boolean isUsed = !ordered.contains(NOT_USED);
        boolean isHere = supply.has(published);
        start(published, isUsed);
        if (isHere && isUsed) {
          supply.await(OPENS_WITHIN);
        }
      }
    } catch (FetchFailedException e) {
      LOG.warnf("%s: %s The stand-in %s.", task.variable(), e.getMessage(), task.work());
    }
  }

  private void open(Path folder) {
    if (!Files.isDirectory(folder)) {
      LOG.warnf("%s=%s is no folder; the stand-in %s", task.variable(), setting, task.work());
      return;
    }
    try {
      String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
      use.open(folder, name);
      LOG.infof("%s %s", name, task.work());
    } catch (UnusableModelException e) {
      LOG.warnf("%s The stand-in %s", e.getMessage(), task.work());
    }
  }

  private void start(ModelChoice.Published choice, boolean isUsed) {
    wanted = choice;
    isWantedForUse = isUsed;
    if (!isUsed) {
      supply.fetch(choice, files -> Files.deleteIfExists(order));
      return;
    }
    supply.start(
        choice,
        new ModelSupply.Opening() {
          @Override
          public void makeRoom() {
            use.makeRoom();
          }

          @Override
          public void open(Path files) throws UnusableModelException {
            use.open(files, choice.model().name());
            warmUp(choice.model().name());
          }
        });
  }

  /** The model is in use by now: what fails here is no failure of its supply. */
  private void warmUp(String name) {
    try {
      use.warmUp();
    } catch (RuntimeException | Error e) { // an Error too: as when memory runs out
      LOG.warnf(e, "%s is in use, but its warm-up failed", name);
    }
  }

  /** {@return the lines of an order, which outlives a restart} */
  private List<String> ordered() throws IOException {
    return Files.isRegularFile(order)
        ? Files.readString(order).strip().lines().toList()
        : List.of();
  }

  /**
   * Orders the offered model, or tries one again that failed.
   *
   * @param isUsed whether it is used once it is here; a model that the setting names is
   * @return how far it is; empty when the setting names no model to fetch
   */
  synchronized Optional<About.Download> fetch(boolean isUsed) throws IOException {
    Optional<About.Download> now = download();
    if (now.isEmpty() || !ORDERABLE.contains(now.get().state())) {
      return now;
    }
    boolean use = isUsed || !setting.isEmpty();
    if (!use && now.get().state().equals("fetched")) {
      return now;
    }
    ModelChoice.Published choice = choice();
    if (setting.isEmpty()) {
      PrivateFolder.create(folder);
      PrivateFile.write(order, choice.folderName() + (use ? "" : "\n" + NOT_USED));
    }
    start(choice, use);
    return download();
  }

  /** {@return whether a model is on its way that is used as soon as it is here} */
  boolean isOnItsWay() {
    return isWantedForUse && supply.isUnderWay();
  }

  private ModelChoice.Published choice() {
    ModelChoice.Published before = wanted;
    return before == null
        ? new ModelChoice.Published(task.known().preferred(), ModelChoice.NEWEST)
        : before;
  }

  /** {@return the model that is on this machine and not used; empty when there is none} */
  Optional<UnusedModel> unused() {
    ModelChoice.Published choice = choice();
    return download()
        .filter(now -> now.state().equals("fetched"))
        .map(
            now ->
                new UnusedModel(
                    choice.model().name(), choice.model().memory(), () -> supply.whole(choice)));
  }

  /**
   * {@return the model that is offered or on its way; empty when the setting names no model to
   * fetch}
   */
  Optional<About.Download> download() {
    Optional<ModelSupply.Status> status = supply.status();
    if (status.isPresent()) {
      return status.map(this::described);
    }
    return setting.isEmpty() ? Optional.of(offered()) : Optional.empty();
  }

  private About.Download offered() {
    ModelChoice.Published choice = choice();
    KnownModel model = choice.model();
    boolean isHere = supply.has(choice);
    return new About.Download(
        model.name(),
        isHere ? "fetched" : "offered",
        isHere ? model.bytes() : 0,
        model.bytes(),
        model.memory(),
        null);
  }

  private About.Download described(ModelSupply.Status status) {
    ModelChoice.Published choice = wanted;
    long memory = choice == null ? 0 : choice.model().memory();
    return new About.Download(
        status.model(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.bytes(),
        status.of(),
        memory,
        status.message());
  }

  @Override
  public void close() {
    supply.close();
  }
}

package dev.vitrine.local.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Supplies a model in the background: finds it or fetches it, has it opened, and says meanwhile how
 * far it is. One model at a time. Thread-safe.
 */
public final class ModelSupply implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ModelSupply.class.getName());

  /** Per cent of a download between two lines of progress. */
  private static final int PER_CENT_A_LINE = 5;

  private static final Set<SupplyState> UNDER_WAY =
      Set.of(SupplyState.FETCHING, SupplyState.OPENING);

  private final Access access;
  private final ModelFolders folders;
  private final FreeSpace space;
  private final Consumer<String> terminal;
  private volatile @Nullable Status status;
  private @Nullable Thread thread;

  /** The hub's settings, read when they are needed: those that are wrong hinder nothing else. */
  public interface Access {
    /** {@return how the hub is reached} */
    HubAccess get() throws FetchFailedException;
  }

  /** Takes a complete model into use. */
  public interface Opening {
    /** Frees memory that the model will need; called before the free memory is compared with it. */
    default void makeRoom() {}

    /**
     * @param folder the model's files, all of them
     * @throws Exception when it is no model that can be used; the message says why
     */
    void open(Path folder) throws Exception;
  }

  /** How far a model is. */
  public enum SupplyState {
    /** It is looked for, compared or fetched. */
    FETCHING,
    /** Its files are all there, and nobody has said yet that it is to be used. */
    FETCHED,
    /** It is to be used, and its files are all there. */
    OPENING,
    /** It is in use. */
    READY,
    /** It is not in use, and nothing is tried until the next start or order. */
    FAILED
  }

  /**
   * A moment of the supply.
   *
   * @param model its name
   * @param bytes of it that are on this machine
   * @param of its size in bytes; 0 until it is known
   * @param message why it failed, a sentence; null otherwise
   */
  public record Status(
      String model, SupplyState state, long bytes, long of, @Nullable String message) {}

  /**
   * @param home folder for what is fetched
   * @param own folder of models that a person put there; null for none
   * @param terminal gets lines about progress and failure
   */
  public ModelSupply(
      Access access, Path home, @Nullable Path own, FreeSpace space, Consumer<String> terminal) {
    this.access = access;
    this.folders = new ModelFolders(home, own);
    this.space = space;
    this.terminal = terminal;
  }

  /** {@return what was supplied last; empty before the first order} */
  public Optional<Status> status() {
    return Optional.ofNullable(status);
  }

  /** {@return whether a model is on its way: looked for, fetched or opened} */
  public boolean isUnderWay() {
    return status().map(Status::state).filter(UNDER_WAY::contains).isPresent();
  }

  /** {@return whether all of a model's files are on this machine, by name and size} */
  public boolean has(ModelChoice.Published choice) {
    try {
      return folders.find(choice).isPresent();
    } catch (FetchFailedException | IOException e) {
      return false; // The supply will say why.
    }
  }

  /**
   * Begins to supply a model.
   *
   * @param opening called once its files are all there and right
   * @return whether it began: not while another model is on its way
   */
  public boolean start(ModelChoice.Published choice, Opening opening) {
    return begin(
        choice,
        has(choice) ? SupplyState.OPENING : SupplyState.FETCHING,
        () -> {
          opening.makeRoom();
          Path folder = obtain(choice);
          become(choice, SupplyState.OPENING);
          opening.open(folder);
          become(choice, SupplyState.READY);
          terminal.accept(choice.model().name() + " is in use.");
        });
  }

  /**
   * Begins to fetch a model that nothing uses yet.
   *
   * @param done called once its files are all there and right
   * @return whether it began: not while another model is on its way
   */
  public boolean fetch(ModelChoice.Published choice, Opening done) {
    return begin(
        choice,
        SupplyState.FETCHING,
        () -> {
          done.open(obtain(choice));
          become(choice, SupplyState.FETCHED);
          terminal.accept(choice.model().name() + " is here, and not in use yet.");
        });
  }

  private interface Task {
    void run() throws Exception;
  }

  private synchronized boolean begin(ModelChoice.Published choice, SupplyState first, Task task) {
    if (isUnderWay()) {
      return false;
    }
    status = new Status(choice.model().name(), first, 0, choice.model().bytes(), null);
    thread = new Thread(() -> surviving(choice.model().name(), task), "model-supply");
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void become(ModelChoice.Published choice, SupplyState state) {
    long size = status().map(Status::of).orElse(0L);
    status = new Status(choice.model().name(), state, size, size, null);
  }

  /**
   * Finds or fetches a model now, by the caller's thread.
   *
   * @return the folder of its files, all of them and right
   * @throws FetchFailedException when it cannot be had; what has arrived is kept
   */
  public Path obtain(ModelChoice.Published choice) throws FetchFailedException, IOException {
    return new ModelFetch(access.get(), folders, space)
        .obtain(choice, new Lines(choice.model().name()));
  }

  /**
   * Finds a model whose files are all on this machine, and compares them with their checksums.
   *
   * @throws FetchFailedException when a file is missing or damaged; the supply has failed then, and
   *     the next one mends it
   */
  public Path whole(ModelChoice.Published choice) throws FetchFailedException, IOException {
    try {
      return compared(choice);
    } catch (FetchFailedException e) {
      fail(choice.model().name(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private Path compared(ModelChoice.Published choice) throws FetchFailedException, IOException {
    String name = choice.model().name();
    Path folder =
        folders
            .find(choice)
            .orElseThrow(() -> FetchFailedException.lasting(name + " is not on this machine."));
    List<String> damaged = ModelFolders.damaged(folder);
    if (!damaged.isEmpty()) {
      throw FetchFailedException.lasting(
          "%s of %s is damaged.".formatted(String.join(", ", damaged), name));
    }
    return folder;
  }

  private void surviving(String name, Task task) {
    try {
      task.run();
    } catch (FetchFailedException e) {
      fail(name, String.valueOf(e.getMessage()));
    } catch (Exception | Error e) {
      // An Error too: else the model would be on its way for ever, and none could be ordered.
      LOG.log(System.Logger.Level.DEBUG, "supply failed", e);
      fail(name, name + " cannot be used: " + e.getMessage());
    }
  }

  private void fail(String name, String sentence) {
    Optional<Status> last = status();
    status =
        new Status(
            name,
            SupplyState.FAILED,
            last.map(Status::bytes).orElse(0L),
            last.map(Status::of).orElse(0L),
            sentence);
    terminal.accept(sentence);
  }

  /** Keeps the status, and writes a line every few per cent. */
  private final class Lines implements ModelFetch.FetchListener {
    private final String name;
    private long lastSaid = -1;

    Lines(String name) {
      this.name = name;
    }

    @Override
    public synchronized void at(long bytes, long of) {
      status = new Status(name, SupplyState.FETCHING, bytes, of, null);
      long step = of == 0 ? 0 : 100 * bytes / of / PER_CENT_A_LINE;
      if (step > lastSaid) {
        lastSaid = step;
        terminal.accept(
            "Fetching %s: %d %% (%.0f of %.0f MB)"
                .formatted(name, step * PER_CENT_A_LINE, bytes / 1e6, of / 1e6));
      }
    }
  }

  /** Waits until a supply has come to its end, or for as long as given. */
  public void await(Duration atMost) {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    try {
      if (running != null) {
        running.join(atMost.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops a fetch; the next one goes on where it stopped. */
  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}

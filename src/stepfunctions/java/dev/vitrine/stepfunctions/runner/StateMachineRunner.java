package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.runner.ExecutionTable.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs state machines and keeps them, with their executions, in a directory. What was accepted
 * survives the process: {@link #start} carries on what had not ended. A task that was called and
 * whose answer had not reached the disk is called again.
 */
public final class StateMachineRunner implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(StateMachineRunner.class.getName());
  private static final int SEGMENT_BYTES = 4 * 1024 * 1024;

  /** About 1 GB of journal: some 500,000 small executions. */
  private static final int KEPT_SEGMENTS = 256;

  private final Integrations integrations;
  private final Clock time;
  private final MachineStore machines;
  private final ExecutionStore store;
  private final SecureRandom seeds = new SecureRandom();
  private final Map<String, LiveExecution> byArn = new ConcurrentHashMap<>();
  private final Map<Long, LiveExecution> byNumber = new ConcurrentHashMap<>();
  private final ExecutorService workers;
  private final ScheduledThreadPoolExecutor clock;
  private volatile boolean closed;

  /**
   * @param directory absolute; made when missing
   * @throws IOException when it cannot be read or written
   */
  public StateMachineRunner(Path directory, Integrations integrations) throws IOException {
    this(directory, integrations, Clock.systemUTC(), SEGMENT_BYTES, KEPT_SEGMENTS);
  }

  StateMachineRunner(
      Path directory, Integrations integrations, Clock time, int segmentBytes, int keptSegments)
      throws IOException {
    this.integrations = integrations;
    this.time = time;
    this.machines = new MachineStore(directory, integrations);
    this.store = new ExecutionStore(directory, segmentBytes, keptSegments);
    AtomicInteger count = new AtomicInteger();
    int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
    workers =
        Executors.newFixedThreadPool(
            cores, work -> daemon(work, "state-machine-" + count.incrementAndGet()));
    clock = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "state-machine-clock"));
    clock.setRemoveOnCancelPolicy(true);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Carries on with all executions that have not ended. */
  public void start() throws IOException {
    for (Map.Entry<Long, Long> running : store.open().entrySet()) {
      LiveExecution live = recreate(running.getKey(), store.records(running.getValue()));
      if (live != null) {
        keep(live);
      }
    }
    List.copyOf(byArn.values()).forEach(LiveExecution::resume);
  }

  private @Nullable LiveExecution recreate(long number, List<JournalRecord> records)
      throws IOException {
    if (records.isEmpty() || records.get(0).kind() != JournalRecord.Kind.STARTED) {
      LOG.severe("the journal has lost the start of execution number " + number);
      return null;
    }
    ExecutionStart begin = ExecutionStart.of(records.get(0));
    try {
      StateMachine machine = machines.definition(begin.definition());
      LiveExecution live = new LiveExecution(number, begin, machine, this);
      live.replay(records);
      return live;
    } catch (InvalidDefinitionException e) {
      LOG.log(Level.SEVERE, "this version cannot carry on " + begin.arn(), e);
      return null;
    }
  }

  /**
   * Makes the machine, or changes it when its definition is another; executions that run keep the
   * definition they began with.
   *
   * @throws InvalidDefinitionException naming the states and fields that cannot be run
   */
  public void define(String name, String definition)
      throws IOException, InvalidDefinitionException {
    Optional<Machine> existing = machines.find(name);
    if (existing.isPresent() && existing.get().definition().equals(definition)) {
      return;
    }
    String role = "arn:aws:iam::000000000000:role/vitrine";
    Instant created = existing.map(Machine::created).orElse(now());
    String revision = existing.isPresent() ? UUID.randomUUID().toString() : "";
    machines.put(name, definition, role, created, revision);
  }

  /**
   * @param input JSON that has been checked
   * @return ends when the start is on disk
   * @throws ApiException ExecutionAlreadyExists, unless it runs with the same input
   */
  CompletableFuture<ExecutionStart> startExecution(Machine machine, String name, String input)
      throws ApiException {
    ExecutionStart begin =
        new ExecutionStart(
            machine.name(),
            name,
            machine.definitionId(),
            machine.roleArn(),
            input,
            seeds.nextLong(),
            now());
    boolean[] mine = new boolean[1];
    LiveExecution live =
        byArn.compute(
            begin.arn(),
            (arn, running) -> {
              if (running != null || exists(arn)) {
                return running;
              }
              mine[0] = true;
              return new LiveExecution(store.newExecution(), begin, machine.parsed(), this);
            });
    if (live == null || (!mine[0] && !live.start().input().equals(input))) {
      throw new ApiException(
          "ExecutionAlreadyExists", "Execution Already Exists: '" + begin.arn() + "'");
    }
    if (mine[0]) {
      begin(live);
    }
    return live.started();
  }

  private void begin(LiveExecution live) {
    byNumber.put(live.number(), live);
    try {
      live.begin();
    } catch (UncheckedIOException e) {
      forget(live);
      throw e;
    }
  }

  private boolean exists(String arn) {
    try {
      return store.find(arn).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens an execution again that ended without success; one at a time, so that no second call acts
   * on what it read before the first.
   *
   * @return ends, with the time, when that is on disk
   * @throws ApiException ExecutionNotRedrivable
   */
  synchronized CompletableFuture<Instant> redrive(String arn) throws IOException, ApiException {
    // In this order: an execution is forgotten when its end is in the table.
    boolean running = byArn.containsKey(arn);
    Row ended = store.find(arn).orElseThrow(() -> ApiException.noExecution(arn));
    if (running || ended.last() == 0 || ended.status() == Status.SUCCEEDED) {
      throw ApiException.notRedrivable(running ? Status.RUNNING : ended.status());
    }
    LiveExecution live = recreate(ended.execution(), store.records(ended.last()));
    if (live == null) {
      throw new IOException("its records or its definition cannot be read: " + arn);
    }
    keep(live);
    return live.redrive(ended);
  }

  private void keep(LiveExecution live) {
    byArn.put(live.start().arn(), live);
    byNumber.put(live.number(), live);
  }

  void forget(LiveExecution ended) {
    byNumber.remove(ended.number());
    byArn.remove(ended.start().arn());
  }

  Optional<LiveExecution> running(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  Optional<LiveExecution> running(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** Executions that have not ended. */
  int runningCount() {
    return byArn.size();
  }

  MachineStore machines() {
    return machines;
  }

  ExecutionStore store() {
    return store;
  }

  Integrations integrations() {
    return integrations;
  }

  ScheduledExecutorService clock() {
    return clock;
  }

  /** Nothing is begun any more once the runner is closing: the next start does it. */
  void execute(Runnable work) {
    if (!closed) {
      workers.execute(work);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** To the millisecond, as the journal keeps it. */
  Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Stops where it is; the next {@link #start} goes on from there. */
  @Override
  public void close() throws IOException {
    closed = true;
    clock.shutdownNow();
    store.close();
    workers.shutdown();
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

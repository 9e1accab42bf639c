package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

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

  /** AWS' quota of open executions in an account and region. */
  private static final int MOST_RUNNING = 1_000_000;

  private enum Phase {
    NEW,
    READY,
    CLOSED
  }

  private final Integrations integrations;
  private final Clock time;
  private final MachineStore machines;
  private final ExecutionStore store;
  private final SecureRandom seeds = new SecureRandom();
  private final RunningExecutions running;
  private final RunnerThreads threads;
  private final Redrives redrives = new Redrives(this);
  private volatile Phase phase = Phase.NEW;

  /** A runner with as many executions at a time as AWS lets run. */
  public StateMachineRunner(Path directory, Integrations integrations) throws IOException {
    this(directory, integrations, MOST_RUNNING);
  }

  /**
   * @param directory absolute; made when missing
   * @param mostRunning how many executions may run at a time; each is in memory until it ends. A
   *     start beyond them is refused with ExecutionLimitExceeded
   * @throws IOException when it cannot be read or written
   */
  public StateMachineRunner(Path directory, Integrations integrations, int mostRunning)
      throws IOException {
    this(directory, integrations, Clock.systemUTC(), SEGMENT_BYTES, KEPT_SEGMENTS, mostRunning);
  }

  StateMachineRunner(
      Path directory, Integrations integrations, Clock time, int segmentBytes, int keptSegments)
      throws IOException {
    this(directory, integrations, time, segmentBytes, keptSegments, MOST_RUNNING);
  }

  private StateMachineRunner(
      Path directory,
      Integrations integrations,
      Clock time,
      int segmentBytes,
      int keptSegments,
      int mostRunning)
      throws IOException {
    this.running = new RunningExecutions(mostRunning);
    this.threads = new RunnerThreads(time);
    this.integrations = integrations;
    this.time = time;
    this.machines = new MachineStore(directory, integrations);
    this.store = new ExecutionStore(directory, segmentBytes, keptSegments);
  }

  /**
   * Carries on with all executions that have not ended, and takes new ones. Returns before they are
   * made again: each is made on a thread of the runner. One that cannot be made again ends as
   * FAILED, with a line in the log, and disturbs no other.
   *
   * @throws IOException if the directory cannot be read
   */
  public void start() throws IOException {
    store.open().forEach(this::recover);
    phase = Phase.READY;
  }

  private void recover(long number, Chains.RecordChain records) {
    try {
      LiveExecution live = recreate(number, records.first());
      running.keep(live);
      live.recover(records.last());
    } catch (IOException | InvalidDefinitionException | RuntimeException | Error e) {
      LOG.log(Level.SEVERE, "set aside as FAILED, cannot be carried on: execution " + number, e);
      ExecutionResult result = ExecutionResult.setAside(e);
      long time = now().toEpochMilli();
      byte[] record = JournalRecord.ended(result, time);
      store.end(number, record, Status.FAILED, time, position -> {});
    }
  }

  /**
   * @param first position of its first record
   */
  private LiveExecution recreate(long number, long first)
      throws IOException, InvalidDefinitionException {
    JournalRecord record =
        store
            .read(first)
            .filter(found -> found.kind() == JournalRecord.Kind.STARTED)
            .filter(found -> found.execution() == number)
            .orElseThrow(() -> new IOException("its first record is damaged or was deleted"));
    ExecutionStart begin = ExecutionStart.of(record);
    return new LiveExecution(number, begin, machines.definition(begin.definition()), this);
  }

  /** Whether calls are taken: {@link #start} is through and {@link #close} has not begun. */
  public boolean isReady() {
    return phase == Phase.READY;
  }

  /** Why the disk cannot be written at the moment; empty if it can. */
  public Optional<Throwable> diskFailure() {
    return store.failure();
  }

  /** Whether calls are taken and what happens to executions can be written. */
  public boolean isWorking() {
    return isReady() && diskFailure().isEmpty();
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
    Instant now = now();
    Instant created = existing.map(Machine::created).orElse(now);
    String revision = existing.isPresent() ? UUID.randomUUID().toString() : "";
    String role = "arn:aws:iam::000000000000:role/vitrine";
    machines.put(name, definition, role, created, now, revision);
  }

  /**
   * @param input JSON that has been checked
   * @return ends when the start is on disk
   * @throws ApiException ExecutionAlreadyExists, unless it runs with the same input;
   *     ExecutionLimitExceeded
   */
  CompletableFuture<ExecutionStart> startExecution(Machine machine, String name, String input)
      throws ApiException {
    if (!isReady()) {
      throw new JournalUnavailableException(
          "the runner is not ready", new IOException("phase " + phase));
    }
    ExecutionStart begin =
        new ExecutionStart(
            machine.name(),
            name,
            machine.definitionId(),
            machine.roleArn(),
            machine.revision(),
            machine.updated(),
            input,
            seeds.nextLong(),
            now());
    RunningExecutions.Found found =
        running.findOrMake(
            begin.arn(),
            () -> exists(begin.arn()),
            () -> new LiveExecution(store.newExecution(), begin, machine.parsed(), this));
    LiveExecution live = found.live();
    if (live == null || (!found.isNew() && !live.start().input().equals(input))) {
      throw ApiException.executionExists(begin.arn());
    }
    if (found.isNew()) {
      begin(live);
    }
    return live.started();
  }

  private void begin(LiveExecution live) {
    running.keep(live);
    try {
      live.begin();
    } catch (UncheckedIOException e) {
      running.forget(live);
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
   * Makes an ended execution run again. Ends, with the time, when that is on disk.
   *
   * @throws ApiException ExecutionLimitExceeded
   */
  CompletableFuture<Instant> reopen(ExecutionStore.Redrive redrive)
      throws IOException, ApiException {
    running.checkRoom();
    try {
      LiveExecution live = recreate(redrive.ended().execution(), redrive.ended().first());
      running.keep(live);
      return live.redrive(redrive);
    } catch (InvalidDefinitionException e) {
      throw new IOException("this version cannot run the definition of " + redrive.ended(), e);
    }
  }

  void forget(LiveExecution ended) {
    running.forget(ended);
  }

  Optional<LiveExecution> running(String arn) {
    return running.of(arn);
  }

  Optional<LiveExecution> running(long number) {
    return running.of(number);
  }

  /** How many executions have not ended. */
  public int runningCount() {
    return running.count();
  }

  Redrives redrives() {
    return redrives;
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

  RunnerThreads threads() {
    return threads;
  }

  boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  /** To the millisecond, as the journal keeps it. */
  Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Writes down that what its functions are doing now is not why the process ends. */
  private void leave(LiveExecution live) {
    long time = now().toEpochMilli();
    for (long task : live.tasks().inProgress()) {
      threads.insist(
          () -> store.append(live.number(), JournalRecord.left(task, time), position -> {}));
    }
  }

  /** Stops where it is; the next {@link #start} goes on from there. */
  @Override
  public void close() throws IOException {
    phase = Phase.CLOSED;
    threads.stop();
    running.all().forEach(this::leave);
    store.close();
    threads.awaitEnd();
  }
}

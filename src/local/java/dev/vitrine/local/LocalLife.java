package dev.vitrine.local;

import dev.vitrine.local.function.LocalContext;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.LocalPorts;
import dev.vitrine.stepfunctions.runner.StepFunctionsRoute;
import dev.vitrine.sweep.SweepHandler;
import dev.vitrine.table.TableSetup;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts what needs the open port, in order: the workflow calls APIs behind that port. */
@ApplicationScoped
class LocalLife {
  private static final Logger LOG = Logger.getLogger(LocalLife.class);

  /** Whoever sends SIGTERM waits for 10 s. */
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(8);

  private static final Duration START_ENDS_WITHIN = Duration.ofSeconds(3);

  private static final Duration FIRST_EXPIRY = Duration.ofMinutes(10);

  /** Each time the whole table is read. */
  private static final Duration EXPIRY_EVERY = Duration.ofDays(1);

  private final LocalConfig config;
  private final LocalHttp http;
  private final LocalStores stores;
  private final LocalWorkflow workflow;
  private final TableSetup table;
  private final LocalIndexing indexing;
  private final LocalDeliveryQueue deliveries;
  private final SweepHandler sweep;
  private final LocalExpiry expiry;
  private final Instance<StandIns> standIns;
  private final Instance<LocalEyes> eyes;
  private final Instance<LocalSupply> supply;
  private final LocalReadiness readiness;

  /** Taken while the application starts, models included. */
  private final Semaphore starting = new Semaphore(1);

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /** Beside the sweep, which must not wait until the whole table is read. */
  private final ScheduledExecutorService expiring = Executors.newSingleThreadScheduledExecutor();

  LocalLife(
      LocalConfig config,
      LocalHttp http,
      LocalStores stores,
      LocalWorkflow workflow,
      TableSetup table,
      LocalIndexing indexing,
      LocalDeliveryQueue deliveries,
      SweepHandler sweep,
      LocalExpiry expiry,
      Instance<StandIns> standIns,
      Instance<LocalEyes> eyes,
      Instance<LocalSupply> supply,
      @Readiness LocalReadiness readiness) {
    this.config = config;
    this.http = http;
    this.stores = stores;
    this.workflow = workflow;
    this.table = table;
    this.indexing = indexing;
    this.deliveries = deliveries;
    this.sweep = sweep;
    this.expiry = expiry;
    this.standIns = standIns;
    this.eyes = eyes;
    this.supply = supply;
    this.readiness = readiness;
  }

  /** Routes exist before the port is open; their services start afterwards. */
  void route(@Observes Router router) {
    new StepFunctionsRoute(workflow::api).register(router);
  }

  void started(@ObservesAsync HttpServerStart event) {
    starting.acquireUninterruptibly();
    try {
      start();
    } catch (Exception e) {
      if (clock.isShutdown()) {
        LOG.debug("stopped while it started", e);
        return;
      }
      CannotStartException known = knownReason(e);
      if (known == null) {
        LOG.error("Vitrine cannot start", e);
      } else {
        System.err.println(known.getMessage());
      }
      Quarkus.asyncExit(1);
    } finally {
      starting.release();
    }
  }

  /** {@return the reason that is said in one line, wrapped in the errors of beans; null if none} */
  private static @Nullable CannotStartException knownReason(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof CannotStartException known) {
        return known;
      }
    }
    return null;
  }

  private void start() throws Exception {
    table.createIfMissing();
    deliveries.start();
    indexing.start();
    supply.get().begin(); // before the workflow goes on with pictures
    workflow.start();
    stores.deliverUploads();
    long every = config.sweepEvery().toSeconds();
    clock.scheduleWithFixedDelay(
        surviving("the sweep", this::sweep), every, every, TimeUnit.SECONDS);
    expiring.scheduleWithFixedDelay(
        surviving("the deletion of expired items", expiry::deleteExpired),
        FIRST_EXPIRY.toMinutes(),
        EXPIRY_EVERY.toMinutes(),
        TimeUnit.MINUTES);
    if (LaunchMode.current() != LaunchMode.TEST) {
      sayReady();
    }
    supply.get().logModelChange();
    readiness.ready(parts());
    expiring.execute(surviving("taking the rights of others away", this::makePrivate));
    indexing.recountOnce();
    standIns.get().warmUp();
    eyes.get().warmUp();
  }

  /** What must work for pictures to be taken in and worked on. */
  private Map<String, BooleanSupplier> parts() {
    return Map.of(
        "home", stores.home()::isWritable,
        "uploads", stores::isDelivering,
        "workflow", workflow::isWorking,
        "index", indexing::isWorking,
        "events", deliveries::isWorking,
        "sweep", () -> !clock.isShutdown());
  }

  /** A hard stop loses nothing, as all acknowledged data is on the disk. */
  private static void endInTime() {
    Thread end =
        new Thread(
            () -> {
              LockSupport.parkNanos(STOPS_WITHIN.toNanos());
              LOG.warnf("still stopping after %d s; ends now", STOPS_WITHIN.toSeconds());
              Runtime.getRuntime().halt(0);
            },
            "end-in-time");
    end.setDaemon(true);
    end.start();
  }

  private void sayReady() throws Exception {
    LocalPorts ports =
        new LocalPorts(http.port(), stores.s3().getPort(), stores.dynamoDb().getPort());
    Path env = stores.home().writeAwsEnv(ports);
    System.out.printf("Vitrine is ready: http://localhost:%d%n", http.port());
    System.out.printf(
        "drop pictures on the page, or:   source %s && aws s3 cp photo.jpg"
            + " s3://vitrine-uploads/demo/photo.jpg%n",
        inShell(env, Path.of(System.getProperty("user.home"))));
  }

  /**
   * {@return the file's name as a shell takes it, in quotes if it needs them}
   *
   * @param user the person's own folder, which shells call {@code ~}
   */
  static String inShell(Path file, Path user) {
    String name = file.startsWith(user) ? "~/" + user.relativize(file) : file.toString();
    return name.matches("[A-Za-z0-9._~/-]+")
        ? name
        : "'" + file.toString().replace("'", "'\\''") + "'";
  }

  private void sweep() {
    sweep.handleRequest(new SweepHandler.Request(null), new LocalContext("sweep"));
    try {
      stores.makeWrittenPrivate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makePrivate() {
    try {
      stores.home().makePrivate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Catches everything, because a scheduler ends at the first exception; the next run repeats the
   * work.
   *
   * @param name of the task, for the log
   */
  static Runnable surviving(String name, Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Throwable e) {
        LOG.warn(name + " failed", e);
      }
    };
  }

  void stopping(@Observes ShutdownEvent event) throws Exception {
    if (LaunchMode.current() != LaunchMode.TEST) {
      endInTime();
    }
    clock.shutdown();
    expiring.shutdownNow();
    stores.stopDelivering(); // before the workflow, which uploads start
    workflow.close();
    indexing.close();
    deliveries.close();
    stores.makeWrittenPrivate();
    stores.close();
    // A process that ends while a model is opened is aborted by the model's native runtime.
    if (!starting.tryAcquire(START_ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      LOG.debug("stops while it starts");
    }
  }
}

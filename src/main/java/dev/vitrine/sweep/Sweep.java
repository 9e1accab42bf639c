package dev.vitrine.sweep;

import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Catalog.Binned;
import dev.vitrine.catalog.Catalog.DueWork;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Leftover;
import dev.vitrine.catalog.Leftovers;
import dev.vitrine.catalog.Restart;
import dev.vitrine.catalog.Run;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import dev.vitrine.upload.Upload;
import dev.vitrine.upload.Uploads.Listed;
import dev.vitrine.workflow.ExecutionStatuses;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Finds images whose work was interrupted or failed for a passing reason, and starts it again;
 * deletes what deleted and replaced pictures have left, and what was deleted by hand 30 days ago.
 */
@ApplicationScoped
public class Sweep {
  private static final Logger LOG = Logger.getLogger(Sweep.class);

  private final Catalog catalog;
  private final OriginalsWalk originals;
  private final ImageStarter starter;
  private final Leftovers leftovers;
  private final Bin bin;
  private final ExecutionStatuses executions;
  private final AsynchronousEndpoints endpoints;
  private final SweepConfig config;
  private final Clock clock;

  public Sweep(
      Catalog catalog,
      OriginalsWalk originals,
      ImageStarter starter,
      Leftovers leftovers,
      Bin bin,
      ExecutionStatuses executions,
      AsynchronousEndpoints endpoints,
      SweepConfig config,
      Clock clock) {
    this.catalog = catalog;
    this.originals = originals;
    this.starter = starter;
    this.leftovers = leftovers;
    this.bin = bin;
    this.executions = executions;
    this.endpoints = endpoints;
    this.config = config;
    this.clock = clock;
  }

  public SweepHandler.Result run() {
    Instant now = clock.instant();
    DueWork open = catalog.dueWork(now, config.patience(), config.images());
    int revived = reviveUnfinished(open.unfinished());
    for (Leftover leftover : open.leftovers()) {
      Observation.about(leftover.picture(), null);
      attempt(leftover.picture().key(), () -> clear(leftover));
    }
    for (Binned binned : open.binned()) {
      Observation.about(binned.image().picture(), null);
      attempt(binned.image().picture().key(), () -> bin.delete(binned));
    }
    for (ImageRecord image : open.withDueRestyles()) {
      Observation.about(image.picture(), null);
      attempt(image.picture().key(), () -> bin.deleteDueRestyles(image));
    }
    endpoints.deleteLateAnswers(now.minus(config.patience()), config.images());
    return new SweepHandler.Result(adoptOriginals(now), revived);
  }

  /** Last, because it takes the time that is left. */
  private int adoptOriginals(Instant now) {
    AtomicInteger adopted = new AtomicInteger();
    Duration slowest =
        originals.walk(
            now,
            listed -> {
              try {
                adopted.addAndGet(adopt(listed) ? 1 : 0);
                return true;
              } catch (RuntimeException e) {
                LOG.errorf(e, "%s is left for a later sweep", listed.key().key());
                return false;
              }
            });
    Observation.count(Metric.SWEEP_ROUND_SECONDS, slowest.toSeconds());
    return adopted.get();
  }

  private int reviveUnfinished(List<ImageRecord> unfinished) {
    Observation.count(Metric.PICTURES_UNFINISHED, unfinished.size());
    int revived = 0;
    for (ImageRecord image : unfinished) {
      Observation.about(image.picture(), image.run().execution());
      revived += attempt(image.picture().key(), () -> revive(image));
    }
    return revived;
  }

  /** Goes on after a failure, so that one image cannot keep the sweep from the others. */
  private static int attempt(String key, BooleanSupplier work) {
    try {
      return work.getAsBoolean() ? 1 : 0;
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s is left for the next sweep", key);
      return 0;
    }
  }

  /** Deletes what a picture left; a later sweep does it again if an execution may still write. */
  private boolean clear(Leftover leftover) {
    boolean gone =
        leftover.executions().stream()
            .map(executions::status)
            .noneMatch(status -> status.filter("running"::equals).isPresent());
    leftovers.delete(leftover.picture());
    catalog.recordDeleted(leftover, gone);
    return gone;
  }

  /** An upload whose event was lost. */
  private boolean adopt(Listed listed) {
    ImageKey key = listed.key();
    PictureRef picture = PictureRef.of(key.bucket(), key.key(), null, revision(listed.writtenAt()));
    Observation.about(picture, null);
    if (catalog.find(key.seller(), key.imageId()).isPresent()) {
      return false;
    }
    Upload upload = new Upload(picture, listed.bytes(), listed.writtenAt());
    return catalog.receive(upload).map(starter::start).isPresent();
  }

  /**
   * A listing has no sequencer, so one is made up that is older than any of S3's: if the event
   * comes after all, it counts as newer and at worst describes the picture once more.
   */
  private static Revision revision(Instant writtenAt) {
    return new Revision("%032X".formatted(writtenAt.getEpochSecond()));
  }

  /** Starts an image again whose execution ended without a result, or was never started. */
  private boolean revive(ImageRecord image) {
    if (!image.status().unfinished()) {
      return restart(image);
    }
    Run run = image.run();
    Optional<String> status = status(run);
    boolean runs = status.filter("running"::equals).isPresent();
    return catalog
        .update(
            image.seller(),
            image.imageId(),
            now -> {
              if (!now.run().equals(run)) {
                return now;
              }
              Instant instant = clock.instant();
              return runs
                  ? now.with(run.at(instant))
                  : Restart.revived(now, status.isPresent(), instant);
            })
        .filter(now -> !runs)
        .map(starter::start)
        .isPresent();
  }

  /**
   * {@return the status of a run's execution; empty if there is none} If it does not run, counts
   * how long ago the work last showed a sign of life, also where each sweep started it in vain.
   */
  private Optional<String> status(Run run) {
    Optional<String> status = Optional.empty();
    try {
      status = executions.status(run.execution());
      return status;
    } finally {
      if (status.filter("running"::equals).isEmpty()) {
        long age = Duration.between(run.lastSignOfLife(), clock.instant()).toSeconds();
        Observation.keepLargest(Metric.OLDEST_UNFINISHED_SECONDS, age);
      }
    }
  }

  /** Starts an image again that failed for a passing reason. */
  private boolean restart(ImageRecord image) {
    return catalog
        .update(
            image.seller(),
            image.imageId(),
            now -> Restart.begun(now, image.run(), clock.instant()))
        .filter(now -> !now.run().equals(image.run()))
        .map(starter::start)
        .isPresent();
  }
}

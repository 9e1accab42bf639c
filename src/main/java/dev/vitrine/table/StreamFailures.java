package dev.vitrine.table;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Decides whether a record of the table's stream that failed is delivered again. As long as it is,
 * all later records of its shard wait.
 */
@ApplicationScoped
public class StreamFailures {
  private static final Logger LOG = Logger.getLogger(StreamFailures.class);

  /**
   * A record that fails by its own content is given up once it is so old. If the stream is late,
   * that may be its first try. Longer than most deployments: a newer function may read what an
   * older one cannot.
   */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final GivenUpRecords givenUp;
  private final Clock clock;

  public StreamFailures(GivenUpRecords givenUp, Clock clock) {
    this.givenUp = givenUp;
    this.clock = clock;
  }

  /**
   * {@return whether the record is to be delivered again} If not, it is kept with those that are
   * given up. While the table does not answer, all records fail, and each comes again.
   *
   * @param record the newest of its item
   */
  public boolean comesAgain(StreamRecord record, RuntimeException why) {
    if (isOfTheTable(why) || !record.isWrittenBefore(clock.instant().minus(PATIENCE))) {
      return true;
    }
    try {
      givenUp.add(record, why);
      return false;
    } catch (TableUnavailableException e) {
      LOG.warnf(e, "record %s of %s comes again", record.number(), record.partition());
      return true;
    }
  }

  private static boolean isOfTheTable(RuntimeException why) {
    return why instanceof TableUnavailableException
        || why instanceof SdkException
        || why instanceof UncheckedIOException;
  }
}

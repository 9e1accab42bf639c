package dev.vitrine.table;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;

/**
 * Reads an item that does not exist, before Lambda takes the snapshot that functions start from
 * (SnapStart). The snapshot then has the AWS client, its classes and its endpoint rules, which the
 * first call of every restored function would otherwise load. Where no snapshot is taken, this does
 * nothing.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Lambda
 *     SnapStart runtime hooks for Java</a>
 */
@ApplicationScoped
class TableWarmUp implements Resource {
  private static final Logger LOG = Logger.getLogger(TableWarmUp.class);

  /** Bounded, because a deployment that hangs here would be worse than a slow first call. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Table table;
  private final Duration longest;

  @Inject
  TableWarmUp(Table table) {
    this(table, LONGEST);
  }

  TableWarmUp(Table table, Duration longest) {
    this.table = table;
    this.longest = longest;
  }

  void atStart(@Observes StartupEvent event) {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws InterruptedException {
    Thread question = new Thread(this::ask, "table-warm-up");
    question.setDaemon(true);
    question.start();
    question.join(longest.toMillis());
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing to undo: the read before the snapshot changed nothing.
  }

  /**
   * A function without the right to read the table gets a refusal, which loads the client as well.
   */
  private void ask() {
    try {
      table.item(TableKeys.key("#warm-up", "#warm-up"));
    } catch (RuntimeException e) {
      LOG.debugf("the table was asked in vain: %s", e);
    }
  }
}

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
 * Asks the table once for an item that nobody has, before Lambda takes the snapshot that functions
 * start from (SnapStart). So the snapshot has the AWS client, its classes and its endpoint rules,
 * which the first call of every restored function had to load. Elsewhere nobody takes a snapshot,
 * and nothing is asked.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Lambda
 *     SnapStart runtime hooks for Java</a>
 */
@ApplicationScoped
class TableWarmUp implements Resource {
  private static final Logger LOG = Logger.getLogger(TableWarmUp.class);

  /** A deployment that fails or hangs because of this would be worse than a slow first call. */
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
    // Nothing was taken that would have to be given back.
  }

  /** A function without the right to read the table is refused, which warms the client as well. */
  private void ask() {
    try {
      table.item(TableKeys.key("#warm-up", "#warm-up"));
    } catch (RuntimeException e) {
      LOG.debugf("the table was asked in vain: %s", e);
    }
  }
}

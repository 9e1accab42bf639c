package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import io.quarkus.test.junit.QuarkusMock;
import java.util.concurrent.atomic.AtomicInteger;

/** Has the table take no note of exports, until the end of a test. */
public final class UnnotedExports extends ExportEvents {
  private final AtomicInteger asked = new AtomicInteger();

  private UnnotedExports() {
    super(null, null);
  }

  /** {@return what counts how often a note was refused} */
  public static AtomicInteger install() {
    UnnotedExports unnoted = new UnnotedExports();
    QuarkusMock.installMockForType(unnoted, ExportEvents.class);
    return unnoted.asked;
  }

  @Override
  public void note(String seller, String file, long images, Wanted wanted) {
    asked.incrementAndGet();
    throw new TableUnavailableException("by the test", new IllegalStateException());
  }
}

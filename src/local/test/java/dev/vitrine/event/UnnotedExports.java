package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.table.TableUnavailableException;
import io.quarkus.test.junit.QuarkusMock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Has the table take no note of exports, until the end of a test. */
public final class UnnotedExports extends ExportEvents {
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch free;

  private UnnotedExports(CountDownLatch free) {
    super(null, null);
    this.free = free;
  }

  /** {@return what counts how often a note was refused} */
  public static AtomicInteger install() {
    return installBehind(new CountDownLatch(0));
  }

  /** As {@link #install}, but nothing is refused before the latch is free. */
  public static AtomicInteger installBehind(CountDownLatch free) {
    UnnotedExports unnoted = new UnnotedExports(free);
    QuarkusMock.installMockForType(unnoted, ExportEvents.class);
    return unnoted.asked;
  }

  @Override
  public void note(String seller, String file, long images, Wanted wanted) {
    try {
      assertThat(free.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    asked.incrementAndGet();
    throw new TableUnavailableException("by the test", new IllegalStateException());
  }
}

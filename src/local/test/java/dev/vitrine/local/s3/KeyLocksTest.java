package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyLocksTest {
  private static final int THREADS = 16;

  private final KeyLocks locks = new KeyLocks();
  private int counter;

  @Test
  void letsOneThreadAtATimeWriteAKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      running.add(threads.submit(() -> count(2_000)));
    }
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();

    assertThat(counter).isEqualTo(THREADS * 2_000);
    assertThat(locks.size()).as("keys that nobody writes any more").isZero();
  }

  private void count(int times) {
    for (int i = 0; i < times; i++) {
      try (KeyLocks.KeyLock lock = locks.of("bucket", "key")) {
        lock.take();
        counter++;
      }
    }
  }

  @Test
  void letsOtherKeysBeWritten() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (KeyLocks.KeyLock lock = locks.of("bucket", "key")) {
      lock.take();

      other.submit(() -> takeAndGiveBack("bucket", "other")).get(10, TimeUnit.SECONDS);
      other.submit(() -> takeAndGiveBack("other", "key")).get(10, TimeUnit.SECONDS);
      assertThat(locks.size()).isEqualTo(1);
    }
    other.shutdown();
    assertThat(locks.size()).isZero();
  }

  @Test
  void givesBackOnlyWhatWasTaken() {
    try (KeyLocks.KeyLock lock = locks.of("bucket", "key")) {
      lock.take();
      try (KeyLocks.KeyLock unused = locks.of("bucket", "key")) {
        assertThat(unused).isNotNull();
      }
      assertThat(locks.size()).isEqualTo(1);
    }
    assertThat(locks.size()).isZero();
  }

  private void takeAndGiveBack(String bucket, String key) {
    try (KeyLocks.KeyLock lock = locks.of(bucket, key)) {
      lock.take();
    }
  }
}

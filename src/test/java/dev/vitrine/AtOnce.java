package dev.vitrine;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls from many threads at once. */
public final class AtOnce {
  private static final int THREADS = 16;

  private AtOnce() {}

  /**
   * Makes all calls, {@value #THREADS} at a time.
   *
   * @throws java.util.concurrent.ExecutionException if one of them failed
   */
  public static void call(List<Callable<Object>> calls) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Object> call : pool.invokeAll(calls)) {
        call.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}

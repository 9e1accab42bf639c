package dev.vitrine.local.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Threads that call at the same moment. */
final class ManyClients {
  static final int THREADS = 12;

  /** The object that all threads write. */
  static final String KEY = "demo/a.jpg";

  private ManyClients() {}

  interface Step<T> {
    T run(int thread) throws Exception;
  }

  /** {@return what each thread found, when all began at the same moment} */
  static <T> List<T> together(Step<T> step) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<T>> running =
          IntStream.range(0, THREADS)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await(30, TimeUnit.SECONDS);
                            return step.run(i);
                          }))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** {@return status and code of a refusal; {@code taken} if there is none} */
  static String code(Callable<?> call) {
    try {
      Object unused = call.call();
      return "taken";
    } catch (S3Exception e) {
      return e.statusCode() + " " + e.awsErrorDetails().errorCode();
    } catch (Exception e) {
      return e.toString();
    }
  }
}

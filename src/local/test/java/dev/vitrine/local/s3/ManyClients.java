package dev.vitrine.local.s3;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server, a client that repeats no call, and threads that call at the same moment. */
final class ManyClients implements AutoCloseable {
  static final int THREADS = 12;
  static final String BUCKET = EmbeddedS3.BUCKET;

  /** The object that all threads write. */
  static final String KEY = "demo/a.jpg";

  private static final AwsBasicCredentials OURS = AwsBasicCredentials.create("vitrine", "secret");

  private final List<ObjectEvent> events = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final EmbeddedS3 server;
  private final S3Client s3;

  ManyClients(Path folder) throws Exception {
    server = new EmbeddedS3(folder, 0, OURS, List.of(), events::add);
    server.start();
    s3 =
        TestS3.builder(server.endpoint(), OURS)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  interface Step<T> {
    T run(int thread) throws Exception;
  }

  /** {@return what each thread found, when all began at the same moment} */
  <T> List<T> together(Step<T> step) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
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

  EmbeddedS3 server() {
    return server;
  }

  S3Client s3() {
    return s3;
  }

  List<ObjectEvent> events() {
    return events;
  }

  /** {@return the ETag} */
  String put(String key, String body) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(body)).eTag();
  }

  /** {@return the body of {@link #KEY}} */
  String content() {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(KEY)).asUtf8String();
  }

  @Override
  public void close() throws Exception {
    threads.shutdownNow();
    s3.close();
    server.close();
  }
}

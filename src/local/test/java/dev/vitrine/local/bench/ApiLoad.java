package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.VitrineProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Lists and gets with 10,000 records. Records beyond those of real pictures are copies of one real
 * picture's items under other ids. Latency counts from the moment a request was due, so a stall is
 * not hidden by the requests it delays.
 */
final class ApiLoad {
  private static final int RECORDS = 10_000;
  private static final int PER_SECOND = 200;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 10;
  private static final int ONE_BY_ONE = 300;
  private static final int AT_ONCE = 8;

  private final BenchClient client;
  private final VitrineProcess vitrine;
  private final List<String> ids = new ArrayList<>();
  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  ApiLoad(BenchClient client, VitrineProcess vitrine) {
    this.client = client;
    this.vitrine = vitrine;
  }

  /**
   * Measures one list: its bytes and CPU time, how many a second are answered at most, and how long
   * an answer takes at 200 requests a second.
   *
   * @param list path of a list of 24, e.g. {@code /cards?limit=24}
   */
  void run(String list, BiConsumer<String, String> print) throws Exception {
    IntFunction<String> lists = i -> list;
    IntFunction<String> mixed = i -> i % 2 == 0 ? list : "/images/" + ids.get(i * 37 % ids.size());
    print.accept(list + ", bytes", Integer.toString(vitrine.get(list).length()));
    cpu(list);
    print.accept(
        "  CPU time, mean of %d one by one".formatted(ONE_BY_ONE), "%.1f ms".formatted(cpu(list)));
    load(mixed, WARM_UP_SECONDS);
    print.accept(
        "  most a second, %d at once".formatted(AT_ONCE), "%.0f".formatted(throughput(list)));
    load(lists, SECONDS).forEach((what, times) -> print(print, what + " alone", times));
    load(mixed, SECONDS).forEach((what, times) -> print(print, what + ", with as many get", times));
  }

  private static void print(BiConsumer<String, String> print, String what, Queue<Double> times) {
    print.accept(
        "  %s, %d requests/s in all".formatted(what, PER_SECOND),
        "p50 %.1f ms, p99 %.1f ms".formatted(Quantile.of(times, 0.5), Quantile.of(times, 0.99)));
  }

  /** {@return milliseconds of CPU time of the application for one request} */
  private double cpu(String path) throws Exception {
    Duration before = cpuTime();
    for (int i = 0; i < ONE_BY_ONE; i++) {
      http.send(HttpRequest.newBuilder(vitrine.url(path)).build(), BodyHandlers.ofByteArray());
    }
    return cpuTime().minus(before).toNanos() / 1e6 / ONE_BY_ONE;
  }

  private Duration cpuTime() {
    return vitrine.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** {@return answers a second when each of some clients asks again as soon as it is answered} */
  private double throughput(String path) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    AtomicInteger answers = new AtomicInteger();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
    for (int i = 0; i < AT_ONCE; i++) {
      clients.execute(
          () -> {
            while (System.nanoTime() < end) {
              send(vitrine.url(path), 0, new ConcurrentLinkedQueue<>()).join();
              answers.incrementAndGet();
            }
          });
    }
    clients.shutdown();
    clients.awaitTermination(1, TimeUnit.MINUTES);
    return (double) answers.get() / WARM_UP_SECONDS;
  }

  /** Stores the records, and waits until the table's stream has named each of them. */
  void seed() throws Exception {
    String original = BenchClient.imageId("one-0");
    String uploadedAt = client.awaitDone(original).path("uploadedAt").asText();
    client.awaitRest(); // its pointers follow
    new CopiedRecords(vitrine.dynamoDb())
        .write(
            original,
            RECORDS,
            i -> {
              String id = BenchClient.imageId("copy-" + i);
              ids.add(id);
              String at = Instant.parse(uploadedAt).minusSeconds(i + 1).toString();
              String key = BenchClient.key("copy-" + i); // the id follows from it
              return Map.of(original, id, uploadedAt, at, BenchClient.key("one-0"), key);
            });
    client.awaitRest();
    int listed = json.readTree(vitrine.get("/images?limit=24")).path("images").size();
    if (listed != 24) {
      throw new IllegalStateException("only " + listed + " of the copies are listed");
    }
  }

  private Map<String, Queue<Double>> load(IntFunction<String> paths, int seconds) {
    Map<String, Queue<Double>> millis = new TreeMap<>();
    List<CompletableFuture<Void>> open = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < seconds * PER_SECOND; i++) {
      long due = begin + TimeUnit.SECONDS.toNanos(1) / PER_SECOND * i;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      String path = paths.apply(i);
      String what = path.contains("?") ? "list" : "get";
      open.add(
          send(
              vitrine.url(path),
              due,
              millis.computeIfAbsent(what, w -> new ConcurrentLinkedQueue<>())));
    }
    open.forEach(CompletableFuture::join);
    return millis;
  }

  private CompletableFuture<Void> send(URI url, long due, Queue<Double> millis) {
    return http.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray())
        .thenAccept(
            answer -> {
              if (answer.statusCode() != 200) {
                throw new IllegalStateException(url + " answered " + answer.statusCode());
              }
              millis.add((System.nanoTime() - due) / 1e6);
            });
  }
}

package dev.vitrine.local.bench;

import dev.vitrine.local.VitrineProcess;
import dev.vitrine.local.store.TestDynamoDb;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * List and get at 200 requests a second, half of each, with 10,000 records. Records beyond those of
 * real pictures are copies of one real picture's items under other ids. Latency counts from the
 * moment a request was due, so a stall is not hidden by the requests it delays.
 */
final class ApiLoad {
  private static final String TABLE = "vitrine";
  private static final int RECORDS = 10_000;
  private static final int PER_SECOND = 200;
  private static final int SECONDS = 20;
  private static final int WARM_UP_SECONDS = 10;
  private static final int BATCH = 25;

  private final BenchClient client;
  private final VitrineProcess vitrine;
  private final DynamoDbClient dynamoDb;
  private final HttpClient http = HttpClient.newHttpClient();

  ApiLoad(BenchClient client, VitrineProcess vitrine) {
    this.client = client;
    this.vitrine = vitrine;
    this.dynamoDb = TestDynamoDb.client(vitrine.dynamoDb());
  }

  void run(BiConsumer<String, String> print) throws Exception {
    List<String> ids = seed();
    load(ids, WARM_UP_SECONDS);
    Map<String, Queue<Double>> millis = load(ids, SECONDS);
    millis.forEach(
        (what, times) ->
            print.accept(
                "%s, %d requests/s in all, %d records".formatted(what, PER_SECOND, RECORDS),
                "p50 %.1f ms, p99 %.1f ms"
                    .formatted(Quantile.of(times, 0.5), Quantile.of(times, 0.99))));
  }

  private List<String> seed() throws Exception {
    String original = BenchClient.imageId("one-0");
    String uploadedAt = client.awaitDone(original).path("uploadedAt").asText();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    dynamoDb.scanPaginator(r -> r.tableName(TABLE)).items().stream()
        .filter(item -> item.toString().contains(original))
        .forEach(items::add);
    List<String> ids = new ArrayList<>();
    List<WriteRequest> batch = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String id = BenchClient.imageId("copy-" + i);
      String at = Instant.parse(uploadedAt).minusSeconds(i + 1).toString();
      ids.add(id);
      for (Map<String, AttributeValue> item : items) {
        Map<String, AttributeValue> copy = copy(item, Map.of(original, id, uploadedAt, at));
        batch.add(
            WriteRequest.builder().putRequest(PutRequest.builder().item(copy).build()).build());
        if (batch.size() == BATCH) {
          write(batch);
        }
      }
    }
    write(batch);
    return ids;
  }

  private void write(List<WriteRequest> batch) {
    if (!batch.isEmpty()) {
      dynamoDb.batchWriteItem(r -> r.requestItems(Map.of(TABLE, List.copyOf(batch))));
      batch.clear();
    }
  }

  private static Map<String, AttributeValue> copy(
      Map<String, AttributeValue> item, Map<String, String> words) {
    Map<String, AttributeValue> copy = new HashMap<>();
    item.forEach(
        (name, value) -> {
          String text = value.s();
          if (text != null) {
            for (Map.Entry<String, String> word : words.entrySet()) {
              text = text.replace(word.getKey(), word.getValue());
            }
            copy.put(name, AttributeValue.fromS(text));
          } else {
            copy.put(name, value);
          }
        });
    return copy;
  }

  private Map<String, Queue<Double>> load(List<String> ids, int seconds) {
    Map<String, Queue<Double>> millis =
        Map.of("list of 24", new ConcurrentLinkedQueue<>(), "get", new ConcurrentLinkedQueue<>());
    List<CompletableFuture<Void>> open = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < seconds * PER_SECOND; i++) {
      long due = begin + TimeUnit.SECONDS.toNanos(1) / PER_SECOND * i;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      boolean list = i % 2 == 0;
      String path = list ? "/images?limit=24" : "/images/" + ids.get(i * 37 % ids.size());
      open.add(send(vitrine.url(path), due, millis.get(list ? "list of 24" : "get")));
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

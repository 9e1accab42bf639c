package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.VitrineProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restyles of many small pictures, ordered at once from the packaged application, at its own heap.
 * Ends with status 1 unless all are painted and its memory stayed below {@value #MOST_MEGABYTES}
 * MB.
 */
public final class RestyleBench {
  private static final int RESTYLES = 200;
  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;
  private static final int ORDERS_AT_ONCE = 8;

  /** The stated peak of resident memory; docs/reliability.md has it too. */
  private static final long MOST_MEGABYTES = 700;

  private static final Duration LONGEST = Duration.ofMinutes(40);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final List<String> STYLES = List.of("starry-night", "great-wave");

  /** What a line of the collector's log says: used before and after a collection, in MB. */
  private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(");

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final VitrineProcess vitrine;
  private final List<String> images = new ArrayList<>();
  private long longestOrder;

  private RestyleBench(VitrineProcess vitrine) {
    this.vitrine = vitrine;
  }

  /**
   * @param arguments how many restyles
   */
  public static void main(String[] arguments) throws Exception {
    int restyles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RESTYLES;
    Path home = Files.createTempDirectory("vitrine-restyles");
    Path log = home.resolve("gc.log");
    print("machine", Machine.words());
    boolean complete;
    try (VitrineProcess vitrine =
        VitrineProcess.start(
            home.resolve("home"),
            VitrineProcess.freePort(),
            Map.of("JDK_JAVA_OPTIONS", "-Xlog:gc:file=" + log))) {
      vitrine.awaitReady();
      complete = new RestyleBench(vitrine).run(restyles, log);
    }
    System.exit(complete ? 0 : 1); // not before the application is ended
  }

  private boolean run(int restyles, Path log) throws Exception {
    BenchClient client = new BenchClient(vitrine);
    BenchPictures pictures = new BenchPictures();
    for (int i = 0; i < restyles; i++) {
      images.add(client.upload("small-" + i, pictures.jpeg(i, WIDTH, HEIGHT)));
    }
    for (String image : images) {
      client.awaitDone(image);
    }
    print("peak memory before the orders", vitrine.peakMemory());
    int before = Files.readAllLines(log).size();
    long begin = System.nanoTime();
    order();
    print(
        "all ordered after, longest order",
        seconds(System.nanoTime() - begin) + ", " + seconds(longestOrder));
    long first = awaitPainted(begin);
    print("the first of the orders painted after", seconds(first - begin));
    print("all painted after", seconds(System.nanoTime() - begin));
    List<String> lines = Files.readAllLines(log);
    return report(lines.subList(before, lines.size()));
  }

  /** Orders them all, as many at the same time as a browser would. */
  private void order() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(ORDERS_AT_ONCE);
    List<Future<Long>> orders = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      String style = STYLES.get(i % STYLES.size());
      String image = images.get(i);
      orders.add(threads.submit(() -> order(image, style)));
    }
    threads.shutdown();
    for (Future<Long> order : orders) {
      longestOrder = Math.max(longestOrder, order.get());
    }
  }

  /** {@return how long the answer took, in nanoseconds} */
  private long order(String image, String style) throws IOException, InterruptedException {
    long sent = System.nanoTime();
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(vitrine.url("/images/" + image + "/restyles"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"style\":\"" + style + "\"}"))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IllegalStateException("not ordered: " + answer.body());
    }
    return System.nanoTime() - sent;
  }

  /** {@return when the first was seen} */
  private long awaitPainted(long begin) throws Exception {
    long first = 0;
    int ended = 0;
    while (ended < images.size() && System.nanoTime() - begin < LONGEST.toNanos()) {
      if (List.of("done", "failed").contains(restyle(images.get(ended)))) {
        first = first == 0 ? System.nanoTime() : first;
        ended++;
      } else {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      }
    }
    return first;
  }

  private String restyle(String image) throws IOException, InterruptedException {
    JsonNode restyles = json.readTree(vitrine.get("/images/" + image)).path("restyles");
    return restyles.path(0).path("status").asText("none");
  }

  /** {@return whether all came out as they should} */
  private boolean report(List<String> collections) throws IOException, InterruptedException {
    Map<String, Integer> ends = new TreeMap<>();
    for (String image : images) {
      ends.merge(restyle(image), 1, Integer::sum);
    }
    long used = 0;
    long live = 0;
    for (String line : collections) {
      Matcher collection = COLLECTION.matcher(line);
      if (collection.find()) {
        used = Math.max(used, Long.parseLong(collection.group(1)));
        live = Math.max(live, Long.parseLong(collection.group(2)));
      }
    }
    print("restyles by status", ends.toString());
    print("most of the heap used, left after a collection", "%d MB, %d MB".formatted(used, live));
    String peak = vitrine.peakMemory();
    print("peak memory (VmHWM)", peak + ", at most " + MOST_MEGABYTES + " MB stated");
    return ends.equals(Map.of("done", images.size()))
        && (peak.equals("-") || Long.parseLong(peak.replaceAll("\\D", "")) < MOST_MEGABYTES);
  }

  private static String seconds(long nanos) {
    return "%.1f s".formatted(nanos / 1e9);
  }

  private static void print(String what, String figure) {
    System.out.printf("%-55s %s%n", what, figure);
  }
}

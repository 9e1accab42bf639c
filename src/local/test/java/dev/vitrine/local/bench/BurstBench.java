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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A catalogue dropped at once into the packaged application, while a page looks at it and restyles
 * are ordered. Ends with status 1 unless all pictures come out done and all restyles painted.
 */
public final class BurstBench {
  private static final int PICTURES = 2_000;
  private static final int RESTYLES = 50;
  private static final int UPLOADS_AT_ONCE = 4;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_LAG = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final List<String> STYLES = List.of("starry-night", "great-wave");

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final VitrineProcess vitrine;
  private final List<String> images = new ArrayList<>();
  private final List<Future<String>> uploads = new ArrayList<>();
  private final List<Double> looks = new ArrayList<>();
  private int ordered;
  private int ended;
  private long begin;
  private long firstDone;

  private BurstBench(VitrineProcess vitrine) {
    this.vitrine = vitrine;
  }

  /**
   * @param arguments how many pictures, and how many restyles of the first of them
   */
  public static void main(String[] arguments) throws Exception {
    int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PICTURES;
    int restyles = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RESTYLES;
    Path home = Files.createTempDirectory("vitrine-burst");
    print("machine", Machine.words());
    boolean complete;
    try (VitrineProcess vitrine =
        VitrineProcess.start(home.resolve("home"), VitrineProcess.freePort())) {
      List<Path> files = files(Files.createDirectory(home.resolve("pictures")), pictures);
      vitrine.awaitReady();
      complete = new BurstBench(vitrine).run(files, restyles);
    }
    System.exit(complete ? 0 : 1); // not before the application is ended
  }

  private static List<Path> files(Path folder, int number) throws IOException {
    BenchPictures pictures = new BenchPictures();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      files.add(Files.write(folder.resolve(i + ".jpg"), pictures.jpeg(i)));
    }
    return files;
  }

  private boolean run(List<Path> files, int restyles) throws Exception {
    begin = System.nanoTime();
    upload(files);
    while (System.nanoTime() - begin < LONGEST.toNanos()) {
      long due = System.nanoTime() + LOOK_EVERY.toNanos();
      look();
      seeFirstDone();
      if (ordered < restyles) {
        order(images.get(ordered));
      } else if (uploads.stream().allMatch(Future::isDone) && none("running") && allHaveEnded()) {
        break;
      }
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
    }
    return report(files.size(), restyles);
  }

  private void upload(List<Path> files) {
    BenchClient client = new BenchClient(vitrine);
    ExecutorService threads = Executors.newFixedThreadPool(UPLOADS_AT_ONCE);
    for (int i = 0; i < files.size(); i++) {
      String name = "burst-" + i;
      Path file = files.get(i);
      images.add(BenchClient.imageId(name));
      uploads.add(threads.submit(() -> client.upload(name, Files.readAllBytes(file))));
    }
    threads.shutdown();
  }

  /** What an open page asks for. */
  private void look() throws IOException, InterruptedException {
    long sent = System.nanoTime();
    json(get("/cards?limit=48"));
    looks.add((System.nanoTime() - sent) / 1e6);
  }

  private void seeFirstDone() throws IOException, InterruptedException {
    if (firstDone == 0 && !none("done")) {
      firstDone = System.nanoTime();
    }
  }

  /** Orders a restyle of the next image, once it is done. */
  private void order(String imageId) throws IOException, InterruptedException {
    HttpResponse<String> image = get("/images/" + imageId);
    if (image.statusCode() != 200 || !json(image).path("status").asText().equals("done")) {
      return;
    }
    HttpRequest order =
        HttpRequest.newBuilder(vitrine.url("/images/" + imageId + "/restyles"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"style\":\"" + STYLES.get(ordered % 2) + "\"}"))
            .build();
    HttpResponse<String> answer = http.send(order, BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IllegalStateException("not ordered: " + answer.body());
    }
    ordered++;
  }

  private boolean none(String status) throws IOException, InterruptedException {
    return json(get("/cards?limit=1&status=" + status)).path("cards").isEmpty();
  }

  /** Asks for each image until it has ended: one may not have begun, and lists lag. */
  private boolean allHaveEnded() throws IOException, InterruptedException, ExecutionException {
    while (ended < images.size()) {
      uploads.get(ended).get(); // One that was refused would be waited for until the end.
      HttpResponse<String> image = get("/images/" + images.get(ended));
      if (image.statusCode() != 200 || json(image).path("status").asText().equals("running")) {
        return false;
      }
      ended++;
    }
    return true;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(vitrine.url(path)).build(), BodyHandlers.ofString());
  }

  private JsonNode json(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }

  /** {@return whether all came out as they should} */
  private boolean report(int pictures, int restyles) throws IOException, InterruptedException {
    double minutes = (System.nanoTime() - begin) / 6e10;
    double lag = awaitCounts(pictures);
    Map<String, Integer> ends = new TreeMap<>();
    Map<String, Integer> paintings = new TreeMap<>();
    for (String imageId : images) {
      HttpResponse<String> answer = get("/images/" + imageId);
      if (answer.statusCode() == 404) {
        ends.merge("missing", 1, Integer::sum);
        continue;
      }
      JsonNode image = json(answer);
      ends.merge(image.path("status").asText(), 1, Integer::sum);
      for (JsonNode restyle : image.path("restyles")) {
        paintings.merge(restyle.path("status").asText(), 1, Integer::sum);
      }
    }
    print("pictures by status", ends.toString());
    print("restyles by status", paintings.toString());
    print("all at an end after", "%.1f min".formatted(minutes));
    print(
        "pictures a minute, until restyles are painted too", "%.0f".formatted(pictures / minutes));
    print("first picture done after", "%.1f s".formatted((firstDone - begin) / 1e9));
    print(
        "cards of 48 meanwhile, %d times".formatted(looks.size()),
        "p50 %.0f ms, p99 %.0f ms".formatted(Quantile.of(looks, 0.5), Quantile.of(looks, 0.99)));
    print("counts right after the last end, within", "%.1f s".formatted(lag));
    print("peak memory", vitrine.peakMemory());
    return ends.equals(Map.of("done", pictures)) && paintings.getOrDefault("done", 0) == restyles;
  }

  /** {@return for how many seconds the counts lagged behind; not a number if for over a minute} */
  private double awaitCounts(int pictures) throws IOException, InterruptedException {
    long from = System.nanoTime();
    while (System.nanoTime() - from < LONGEST_LAG.toNanos()) {
      if (json(get("/counts")).at("/byStatus/done").asInt() == pictures) {
        return (System.nanoTime() - from) / 1e9;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Double.NaN;
  }

  private static void print(String what, String figure) {
    System.out.printf("%-55s %s%n", what, figure);
  }
}

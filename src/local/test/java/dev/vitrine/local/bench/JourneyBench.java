package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.VitrineProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Measures the packaged application as a user runs it, in a process and a home of its own:
 * start-up, the journey of one picture, many pictures, the API under load, and memory.
 */
public final class JourneyBench {
  private static final int STARTS = 3;
  private static final int SINGLE_PICTURES = 20;
  private static final int MANY_PICTURES = 200;
  private static final int UPLOADS_AT_ONCE = 4;
  private static final List<String> LISTS = List.of("/cards?limit=24", "/images?limit=24");

  private final Path home;
  private final int port = VitrineProcess.freePort();
  private final BenchPictures pictures = new BenchPictures();

  private JourneyBench(Path home) {
    this.home = home;
  }

  /**
   * @param arguments paths of lists, to measure only these
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Files.createTempDirectory("vitrine-bench");
    JourneyBench bench = new JourneyBench(home);
    if (arguments.length == 0) {
      bench.run();
    } else {
      bench.lists(List.of(arguments));
    }
  }

  private void run() throws Exception {
    print("machine", Machine.words());
    print("first start to ready, empty home", "%.1f s".formatted(start(home.resolve("first"))));
    List<Double> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      starts.add(start(home.resolve("first")));
    }
    print("later start to ready, median of 3", "%.1f s".formatted(Quantile.of(starts, 0.5)));
    try (VitrineProcess vitrine = VitrineProcess.start(home.resolve("journey"), port)) {
      vitrine.awaitReady();
      BenchClient client = new BenchClient(vitrine);
      warmUp(client);
      onePicture(client);
      manyPictures(client);
      print("peak memory after %d pictures".formatted(MANY_PICTURES), vitrine.peakMemory());
      ApiLoad load = new ApiLoad(client, vitrine);
      load.seed();
      for (String list : LISTS) {
        load.run(list, JourneyBench::print);
      }
      print("peak memory at the end", vitrine.peakMemory());
    }
  }

  private void lists(List<String> paths) throws Exception {
    print("machine", Machine.words());
    try (VitrineProcess vitrine = VitrineProcess.start(home.resolve("lists"), port)) {
      vitrine.awaitReady();
      BenchClient client = new BenchClient(vitrine);
      client.awaitDone(client.upload("one-0", pictures.jpeg(2000)));
      ApiLoad load = new ApiLoad(client, vitrine);
      load.seed();
      for (String list : paths) {
        load.run(list, JourneyBench::print);
      }
    }
  }

  /** {@return seconds from the command to the line that says it is ready} */
  private double start(Path where) throws Exception {
    long begin = System.nanoTime();
    try (VitrineProcess vitrine = VitrineProcess.start(where, port)) {
      vitrine.awaitReady();
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private void warmUp(BenchClient client) throws Exception {
    for (int i = 0; i < SINGLE_PICTURES; i++) {
      client.awaitDone(client.upload("warm-" + i, pictures.jpeg(1000 + i)));
    }
  }

  private void onePicture(BenchClient client) throws Exception {
    List<Double> whole = new ArrayList<>();
    Map<String, List<Double>> steps = new TreeMap<>();
    for (int i = 0; i < SINGLE_PICTURES; i++) {
      byte[] jpeg = pictures.jpeg(2000 + i);
      Instant begin = Instant.now();
      JsonNode image = client.awaitDone(client.upload("one-" + i, jpeg));
      Instant end = Instant.parse(image.path("finishedAt").asText());
      whole.add(Duration.between(begin, end).toNanos() / 1e6);
      for (JsonNode step : client.execution(image).path("steps")) {
        if (step.path("attempts").asInt() > 0) {
          steps
              .computeIfAbsent(step.path("state").asText(), state -> new ArrayList<>())
              .add(millis(step));
        }
      }
    }
    print(
        "one picture, upload begun to done, median of " + SINGLE_PICTURES,
        "%.0f ms".formatted(Quantile.of(whole, 0.5)));
    steps.forEach(
        (state, times) -> print("  of it " + state, "%.0f ms".formatted(Quantile.of(times, 0.5))));
  }

  private static double millis(JsonNode step) {
    Duration taken =
        Duration.between(
            Instant.parse(step.path("enteredAt").asText()),
            Instant.parse(step.path("exitedAt").asText()));
    return taken.toNanos() / 1e6;
  }

  private void manyPictures(BenchClient client) throws Exception {
    List<byte[]> jpegs = new ArrayList<>();
    for (int i = 0; i < MANY_PICTURES; i++) {
      jpegs.add(pictures.jpeg(i));
    }
    ExecutorService uploads = Executors.newFixedThreadPool(UPLOADS_AT_ONCE);
    long begin = System.nanoTime();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MANY_PICTURES; i++) {
      byte[] jpeg = jpegs.get(i);
      String name = "many-" + i;
      ids.add(BenchClient.imageId(name));
      uploads.execute(() -> client.upload(name, jpeg));
    }
    uploads.shutdown();
    uploads.awaitTermination(10, TimeUnit.MINUTES);
    for (String id : ids) {
      client.awaitDone(id);
    }
    double minutes = (System.nanoTime() - begin) / 6e10;
    long bytes = jpegs.stream().mapToLong(jpeg -> jpeg.length).sum() / MANY_PICTURES;
    print(
        "%d pictures of 1 MP, %d kB each".formatted(MANY_PICTURES, bytes / 1000),
        "%.0f pictures/min".formatted(MANY_PICTURES / minutes));
  }

  private static void print(String what, String figure) {
    System.out.printf("%-55s %s%n", what, figure);
  }
}

package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.Chromium;
import dev.vitrine.local.VitrineProcess;
import dev.vitrine.local.s3.TestS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Scrolls through a gallery of many pictures, each with a thumbnail of its own, in Chromium. The
 * page scrolls itself, so that each frame waits for its script.
 */
public final class ScrollBench {
  private static final String BUCKET = "vitrine-uploads";
  private static final int PICTURES = 10_000;
  private static final int SECONDS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String READ_ALL =
      """
      const [count, done] = arguments;
      const begin = performance.now();
      function step() {
        scrollTo(0, document.documentElement.scrollHeight);
        const last = document.querySelector('#gallery > :last-child')?.getAttribute('aria-posinset');
        if (Number(last) < count) requestAnimationFrame(step);
        else done(performance.now() - begin);
      }
      step();""";

  private static final String SCROLL =
      """
      const [pixels, seconds, done] = arguments;
      const frames = [];
      let nodes = 0;
      let begin, before;
      function step(now) {
        if (before) frames.push(now - before);
        begin ??= now;
        scrollBy(0, pixels * (now - (before ?? now)) / 1000);
        before = now;
        if (frames.length % 30 === 0) nodes = Math.max(nodes, document.querySelectorAll('*').length);
        if (now - begin < seconds * 1000) requestAnimationFrame(step);
        else done({ frames, nodes, cards: document.querySelectorAll('[data-test=card]').length });
      }
      requestAnimationFrame(step);""";

  private final JsonMapper json = new JsonMapper();
  private final VitrineProcess vitrine;

  private ScrollBench(VitrineProcess vitrine) {
    this.vitrine = vitrine;
  }

  /**
   * @param arguments the number of pictures, 10,000 unless told
   */
  public static void main(String[] arguments) throws Exception {
    int pictures = arguments.length == 0 ? PICTURES : Integer.parseInt(arguments[0]);
    Path home = Files.createTempDirectory("scroll-bench");
    try (VitrineProcess vitrine = VitrineProcess.start(home, VitrineProcess.freePort())) {
      vitrine.awaitReady();
      new ScrollBench(vitrine).run(pictures);
    }
  }

  private void run(int pictures) throws Exception {
    System.out.printf("%s, %,d pictures%n", Machine.words(), pictures);
    seed(pictures);
    ChromeDriver driver = Chromium.start();
    try {
      driver.manage().window().setSize(new Dimension(1280, 900));
      driver.manage().timeouts().scriptTimeout(PATIENCE);
      driver.get(vitrine.url("/").toString());
      scroll(driver, "down, while pages are loaded", 3_000);
      double millis = ((Number) driver.executeAsyncScript(READ_ALL, pictures)).doubleValue();
      System.out.printf("to the end: %.1f s%n", millis / 1e3);
      scroll(driver, "up, all loaded", -3_000);
      scroll(driver, "up, as with the scroll bar", -30_000);
    } finally {
      driver.quit();
    }
  }

  @SuppressWarnings("unchecked")
  private static void scroll(ChromeDriver driver, String what, int pixelsPerSecond) {
    Map<String, Object> seen =
        (Map<String, Object>) driver.executeAsyncScript(SCROLL, pixelsPerSecond, SECONDS);
    List<Double> frames =
        ((List<Number>) seen.get("frames")).stream().map(Number::doubleValue).toList();
    double sum = frames.stream().mapToDouble(frame -> frame).sum();
    System.out.printf(
        "%s, %,d px/s: %.1f frames/s; a frame p50 %.1f ms, p99 %.1f ms, the longest %.1f ms; %s elements at most, %s cards; %s%n",
        what,
        Math.abs(pixelsPerSecond),
        frames.size() * 1e3 / sum,
        Quantile.of(frames, 0.5),
        Quantile.of(frames, 0.99),
        Quantile.of(frames, 1),
        seen.get("nodes"),
        seen.get("cards"),
        memory(driver));
  }

  /** Counts also what is not in the document, but kept by the page. */
  @SuppressWarnings("unchecked")
  private static String memory(ChromeDriver driver) {
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    driver.executeCdpCommand("Performance.enable", Map.of());
    Map<String, Number> metrics =
        ((List<Map<String, Object>>)
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics"))
            .stream()
                .collect(
                    Collectors.toMap(
                        one -> (String) one.get("name"), one -> (Number) one.get("value")));
    return "%,d nodes and %d MB of heap kept"
        .formatted(
            metrics.get("Nodes").longValue(), metrics.get("JSHeapUsedSize").longValue() >> 20);
  }

  /** Writes copies of a picture's records and of its thumbnail. */
  private void seed(int pictures) throws Exception {
    BenchClient client = new BenchClient(vitrine);
    String original = client.upload("one", new BenchPictures().jpeg(0));
    String uploadedAt = client.awaitDone(original).path("uploadedAt").asText();
    awaitCounted(1);
    copyThumbnails(original, pictures - 1);
    new CopiedRecords(vitrine.dynamoDb())
        .write(
            original,
            pictures - 1,
            i ->
                Map.of(
                    original,
                    BenchClient.imageId("copy-" + i),
                    BenchClient.key("one"),
                    BenchClient.key("copy-" + i), // the id follows from it
                    uploadedAt,
                    Instant.parse(uploadedAt).minusSeconds(i + 1).toString()));
    awaitCounted(pictures);
  }

  private void copyThumbnails(String original, int copies) {
    try (S3Client s3 = TestS3.client(vitrine.s3(), TestS3.ANY)) {
      String key =
          s3.listObjectsV2Paginator(r -> r.bucket(BUCKET)).contents().stream()
              .map(S3Object::key)
              .filter(one -> one.contains(original) && one.contains("rendition-256"))
              .findFirst()
              .orElseThrow();
      byte[] thumbnail = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray();
      IntStream.range(0, copies)
          .parallel()
          .mapToObj(i -> key.replace(original, BenchClient.imageId("copy-" + i)))
          .forEach(
              one ->
                  s3.putObject(o -> o.bucket(BUCKET).key(one), RequestBody.fromBytes(thumbnail)));
    }
  }

  /** Counts follow the table's stream. */
  private void awaitCounted(int pictures) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode counts = null;
    while (System.nanoTime() < end) {
      counts = json.readTree(vitrine.get("/counts"));
      if (counts.path("total").asInt() == pictures) {
        return;
      }
      Thread.sleep(500);
    }
    throw new IllegalStateException("not counted: " + counts);
  }
}

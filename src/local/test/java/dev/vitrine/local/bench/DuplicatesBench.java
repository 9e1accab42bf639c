package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.PictureHash;
import dev.vitrine.local.VitrineProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Walks through {@code GET /duplicates} of a large catalog in the packaged application. Every tenth
 * picture is there twice. Fails unless as many groups are found.
 */
public final class DuplicatesBench {
  private static final int PICTURES = 20_000;
  private static final int TWICE = 10;

  private final Random random = new Random(14);
  private final JsonMapper json = new JsonMapper();
  private final VitrineProcess vitrine;

  /** Of the copies, by number. */
  private final List<PictureHash> hashes = new ArrayList<>();

  private DuplicatesBench(VitrineProcess vitrine) {
    this.vitrine = vitrine;
  }

  /**
   * @param arguments the number of pictures, 20,000 unless told
   */
  public static void main(String[] arguments) throws Exception {
    int pictures = arguments.length == 0 ? PICTURES : Integer.parseInt(arguments[0]);
    Path home = Files.createTempDirectory("duplicates-bench");
    try (VitrineProcess vitrine = VitrineProcess.start(home, VitrineProcess.freePort())) {
      vitrine.awaitReady();
      new DuplicatesBench(vitrine).run(pictures);
    }
  }

  private void run(int pictures) throws Exception {
    System.out.println(Machine.words());
    BenchClient client = new BenchClient(vitrine);
    seed(client, pictures);
    client.awaitRest(); // the table's stream names every copy
    for (String walk : List.of("first walk", "second walk")) {
      walk(walk, pictures);
    }
    System.out.println("peak memory " + vitrine.peakMemory());
  }

  private void seed(BenchClient client, int pictures) throws Exception {
    String original = client.upload("one", new BenchPictures().jpeg(2000));
    String uploadedAt = client.awaitDone(original).path("uploadedAt").asText();
    client.awaitRest(); // its pointers follow
    CopiedRecords records = new CopiedRecords(vitrine.dynamoDb());
    PictureHash hash = records.hash(original);
    records.write(
        original,
        pictures,
        i -> {
          hashes.add(i % TWICE == 1 ? hashes.get(i - 1) : PictureHash.ofBits(random.nextLong()));
          Map<String, String> words = new HashMap<>(CopiedRecords.nameWords("one", "copy-" + i));
          words.put(original, BenchClient.imageId("copy-" + i));
          words.put(uploadedAt, Instant.parse(uploadedAt).minusSeconds(i + 1).toString());
          words.put(hash.value(), hashes.get(i).value());
          for (int band = 0; band < hash.bands().size(); band++) {
            words.put("look#" + hash.bands().get(band), "look#" + hashes.get(i).bands().get(band));
          }
          return words;
        });
  }

  private void walk(String name, int pictures) throws Exception {
    List<Double> millis = new ArrayList<>();
    int groups = 0;
    String cursor = "";
    while (cursor != null) {
      String path =
          cursor.isEmpty()
              ? "/duplicates"
              : "/duplicates?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
      long begin = System.nanoTime();
      JsonNode part = json.readTree(vitrine.get(path));
      millis.add((System.nanoTime() - begin) / 1e6);
      groups += part.path("groups").size();
      cursor = part.path("cursor").asText(null);
    }
    System.out.printf(
        "%s: %,d pictures, %d groups, %d calls; a call p50 %.0f ms, p99 %.0f ms, the first %.0f ms; all %.1f s%n",
        name,
        pictures,
        groups,
        millis.size(),
        Quantile.of(millis, 0.5),
        Quantile.of(millis, 0.99),
        millis.get(0),
        millis.stream().mapToDouble(one -> one).sum() / 1e3);
    if (groups != pictures / TWICE) {
      throw new IllegalStateException("found " + groups + " groups of " + pictures / TWICE);
    }
  }
}

package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.VitrineProcess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the packaged application for lists of many pictures, by time, by file name and by words. One
 * picture of a hundred has a tag that the others do not have; two more tags have 500 pictures, the
 * longest list that is sorted, and 501. Fails unless the list by name is whole and in order.
 */
public final class ListsBench {
  private static final int PICTURES = 10_000;
  private static final int RARE = 100;

  /** Which one picture of a hundred has. */
  private static final String TAG = "benchmark";

  /** Which 500 pictures have. */
  private static final String TAG_OF_500 = "benchsorted";

  /** Which 501 pictures have. */
  private static final String TAG_OF_501 = "benchread";

  private static final int CALLS = 60;

  /**
   * Prime to the number of pictures, so that names and times have nothing to do with each other.
   */
  private static final int STEP = 3_701;

  private final JsonMapper json = new JsonMapper();
  private final VitrineProcess vitrine;

  private ListsBench(VitrineProcess vitrine) {
    this.vitrine = vitrine;
  }

  /**
   * @param arguments the number of pictures, 10,000 unless told
   */
  public static void main(String[] arguments) throws Exception {
    int pictures = arguments.length == 0 ? PICTURES : Integer.parseInt(arguments[0]);
    Path home = Files.createTempDirectory("lists-bench");
    try (VitrineProcess vitrine = VitrineProcess.start(home, VitrineProcess.freePort())) {
      vitrine.awaitReady();
      new ListsBench(vitrine).run(pictures);
    }
  }

  private void run(int pictures) throws Exception {
    System.out.println(Machine.words());
    seed(pictures);
    String rare = "/cards?limit=48&tag=" + TAG;
    String middle = "&fromName=IMG_" + pictures / 2;
    System.out.printf("%,d pictures; milliseconds, median and 99th percentile%n", pictures);
    for (String path :
        List.of(
            "/cards?limit=48",
            "/cards?limit=48&sort=name",
            "/cards?limit=48&sort=-name",
            "/cards?limit=48&sort=name" + middle,
            "/cards?limit=100",
            "/cards?limit=100&sort=name",
            "/images?limit=24",
            "/images?limit=24&sort=name",
            "/images?limit=100",
            "/images?limit=100&sort=name",
            rare,
            rare + "&sort=name",
            "/cards?limit=48&sort=name&tag=" + TAG_OF_500,
            "/images?limit=24&sort=name&tag=" + TAG_OF_500,
            "/cards?limit=48&sort=name&tag=" + TAG_OF_501,
            "/images?limit=24&sort=name&tag=" + TAG_OF_501,
            "/search?text=jpg",
            "/search?text=jpg&sort=name",
            "/search?text=img_" + pictures / 2,
            "/search?text=img_" + pictures / 2 + "&sort=name")) {
      time(path);
    }
    walk("/cards?limit=100", pictures);
    inOrder(walk("/cards?limit=100&sort=name", pictures));
    walk(rare, pictures / RARE + 1);
    walk(rare + "&sort=name", pictures / RARE + 1);
    walk("/cards?limit=100&sort=name&tag=" + TAG_OF_500, Math.min(500, pictures + 1));
    walk("/cards?limit=100&sort=name&tag=" + TAG_OF_501, Math.min(501, pictures + 1));
    walk("/cards?limit=48&text=img_" + (pictures - 1), 1);
    walk("/cards?limit=48&sort=name&text=img_" + (pictures - 1), 1);
    System.out.println("peak memory " + vitrine.peakMemory());
  }

  private void seed(int pictures) throws Exception {
    BenchClient client = new BenchClient(vitrine);
    String original = client.upload("one", new BenchPictures().jpeg(3));
    JsonNode image = client.awaitDone(original);
    String uploadedAt = image.path("uploadedAt").asText();
    for (String tag : List.of(TAG, TAG_OF_500, TAG_OF_501)) {
      if (vitrine.put("/images/" + original + "/tags/" + tag) != 200) {
        throw new IllegalStateException("the picture gets no tag " + tag);
      }
    }
    client.awaitRest(); // its pointers follow
    CopiedRecords records = new CopiedRecords(vitrine.dynamoDb());
    records.write(
        original,
        pictures,
        i -> {
          int number = (int) ((long) i * STEP % pictures);
          Map<String, String> words = CopiedRecords.nameWords("one", "IMG_" + number);
          words.put(original, BenchClient.imageId("IMG_" + number));
          words.put(uploadedAt, Instant.parse(uploadedAt).minusSeconds(60L * (i + 1)).toString());
          if (i % RARE != 0) {
            words.put(TAG, "frequent");
          }
          // The picture that is copied has the tags too.
          if (i >= 499) {
            words.put(TAG_OF_500, "usual");
          }
          if (i >= 500) {
            words.put(TAG_OF_501, "ordinary");
          }
          return words;
        });
    client.awaitRest(); // the table's stream names every copy
  }

  private void time(String path) throws Exception {
    List<Double> millis = new ArrayList<>();
    int found = 0;
    for (int i = 0; i < CALLS; i++) {
      long begin = System.nanoTime();
      JsonNode answer = json.readTree(vitrine.get(path));
      millis.add((System.nanoTime() - begin) / 1e6);
      found = listed(answer).size();
    }
    double median = Quantile.of(millis, 0.5);
    System.out.printf("%s | %d | %.1f, %.1f%n", path, found, median, Quantile.of(millis, 0.99));
  }

  /** {@return the images of an answer, whatever they are called in it} */
  private static JsonNode listed(JsonNode answer) {
    for (String name : List.of("cards", "images", "found")) {
      if (answer.has(name)) {
        return answer.path(name);
      }
    }
    throw new IllegalStateException("no list: " + answer);
  }

  /** {@return the keys of a whole list} */
  private List<String> walk(String path, int wanted) throws Exception {
    List<String> keys = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    @Nullable String cursor = "";
    while (cursor != null) {
      String page = cursor.isEmpty() ? path : path + "&cursor=" + encoded(cursor);
      long begin = System.nanoTime();
      JsonNode answer = json.readTree(vitrine.get(page));
      millis.add((System.nanoTime() - begin) / 1e6);
      answer.path("cards").forEach(card -> keys.add(card.path("key").asText()));
      cursor = answer.path("cursor").asText(null);
    }
    System.out.printf(
        "all of %s | %,d in %d calls | %.1f, %.1f a call; %.2f s%n",
        path,
        keys.size(),
        millis.size(),
        Quantile.of(millis, 0.5),
        Quantile.of(millis, 0.99),
        millis.stream().mapToDouble(one -> one).sum() / 1e3);
    Set<String> different = new HashSet<>(keys);
    if (different.size() != keys.size() || keys.size() < wanted) {
      throw new IllegalStateException("not whole: " + different.size() + " of " + wanted);
    }
    return keys;
  }

  /** The numbers of the names ascend, and the picture that was copied comes last. */
  private static void inOrder(List<String> keys) {
    for (int i = 0; i < keys.size() - 1; i++) {
      if (!keys.get(i).equals(BenchClient.key("IMG_" + i))) {
        throw new IllegalStateException("at " + i + " is " + keys.get(i));
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

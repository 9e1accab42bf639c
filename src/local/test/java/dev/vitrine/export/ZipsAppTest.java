package dev.vitrine.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.event.ExportEvents.Wanted;
import dev.vitrine.event.UnnotedExports;
import dev.vitrine.local.OtherOriginals;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.Pictures;
import dev.vitrine.table.Deadline;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports in a zip with their pictures, as a seller's browser gets them. */
@QuarkusTest
class ZipsAppTest {
  /** More than a page of a list, in batches of which each has some pictures. */
  private static final int MANY = 104;

  private static final int EVERY = 8;

  @TestHTTPResource("/")
  URL url;

  @TempDir Path folder;
  @Inject Pictures pictures;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void allPicturesAreInItAndTheCsvSaysWhere() throws Exception {
    Map<String, byte[]> originals = new ConcurrentHashMap<>();
    for (int number = 0; number < MANY; number++) { // at once, their counters would conflict
      one(originals, number).call();
    }
    originals.put(
        pictures.stored("zip-many", "__MACOSX/../mug.jpg", bytes(1, 9)).imageId().value(),
        bytes(1, 9));

    Path zip = download("zip-many", "images.zip?bom=true");

    Map<String, byte[]> files = unzipped(zip);
    String csv = new String(files.remove("images.csv"), UTF_8);
    assertThat(csv).startsWith("\uFEFF");
    List<Map<String, String>> lines = CsvLines.of(csv.substring(1));
    assertThat(lines).hasSize(MANY + 1);
    assertThat(files).hasSize(MANY / EVERY + 1);
    for (Map<String, String> line : lines) {
      byte[] original = originals.get(line.get("imageId"));
      if (original == null) {
        assertThat(line.get("status")).isEqualTo("rejected");
        assertThat(line.get("picture")).isEmpty();
      } else {
        assertThat(files.remove(line.get("picture"))).as(line.get("key")).isEqualTo(original);
      }
    }
    assertThat(files).as("nothing that no line names").isEmpty();
    pythonReads(zip, MANY / EVERY + 2);
  }

  /** One of eight is a picture, since storing one takes long. */
  private Callable<Object> one(Map<String, byte[]> originals, int number) {
    return number % EVERY == 0
        ? stored(originals, number / EVERY)
        : () -> pictures.rejected("zip-many");
  }

  /** Every second name is one that a file system may refuse or take for another. */
  private Callable<Object> stored(Map<String, byte[]> originals, int number) {
    byte[] original = bytes(number, 10_000 + number);
    String name = "__MACOSX/" + (number % 2 == 0 ? "mug.jpg/" : "MUG: ") + number / 2 + ".jpg";
    return () ->
        originals.put(pictures.stored("zip-many", name, original).imageId().value(), original);
  }

  @Test
  void shopifysLinesNameThePicturesOfTheirProducts() throws Exception {
    byte[] first = bytes(1, 500);
    ImageRecord one = pictures.stored("zip-shop", "__MACOSX/MUG-42_1.jpg", first);
    ImageRecord two = pictures.stored("zip-shop", "__MACOSX/MUG-42_2.jpg", bytes(2, 600));
    pictures.stored("zip-shop", "__MACOSX/vase.jpg", bytes(3, 700));

    Map<String, byte[]> all = unzipped(download("zip-shop", "shopify.zip"));
    Map<String, byte[]> some =
        unzipped(download("zip-shop", "shopify.zip?ids=" + two.imageId() + "," + one.imageId()));

    assertThat(all).hasSize(4);
    assertThat(some).hasSize(3);
    List<Map<String, String>> lines = CsvLines.of(new String(some.get("shopify.csv"), UTF_8));
    assertThat(lines).extracting(line -> line.get("Image position")).containsExactly("1", "2");
    assertThat(lines.get(0))
        .containsEntry("SKU", "MUG-42")
        .containsEntry("Product image URL", "pictures/__MACOSX/MUG-42_1.jpg");
    assertThat(some).containsEntry("pictures/__MACOSX/MUG-42_1.jpg", first);
  }

  @Test
  void aPictureThatTheBucketHasNoLongerIsALineWithoutPicture() throws Exception {
    pictures.done("zip-gone", "cup");
    pictures.stored("zip-gone", "__MACOSX/cup.jpg", bytes(1, 100));

    Map<String, byte[]> files = unzipped(download("zip-gone", "images.zip"));

    assertThat(files.keySet()).containsExactlyInAnyOrder("images.csv", "pictures/__MACOSX/cup.jpg");
    assertThat(CsvLines.of(new String(files.get("images.csv"), UTF_8)))
        .extracting(line -> line.get("picture"))
        .containsExactly("pictures/__MACOSX/cup.jpg", "");
  }

  @Test
  void nobodyElsesPicturesAreInIt() throws Exception {
    ImageRecord image = pictures.stored("zip-mine", "__MACOSX/cup.jpg", bytes(1, 100));

    for (String query : List.of("", "?ids=" + image.imageId())) {
      Map<String, byte[]> files = unzipped(download("zip-yours", "images.zip" + query));
      assertThat(files.keySet()).containsExactly("images.csv");
      assertThat(new String(files.get("images.csv"), UTF_8).lines()).hasSize(1);
    }
  }

  @Test
  void whatIsWrongIsSaidBeforeTheZipBegins() throws Exception {
    for (String query : List.of("?status=x", "?bom=yes", "?sort=up")) {
      HttpResponse<String> answer =
          http.send(get("zip-bad", "images.zip" + query), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body()).contains("\"INVALID_REQUEST\"");
    }
  }

  @Test
  void whatBreaksOffOnTheWayCanNotBeTakenForWhole() throws Exception {
    pictures.stored("zip-torn", "__MACOSX/cup.jpg", bytes(1, 100));
    OtherOriginals.thatBreakOff(bytes(1, 1_000_000));

    Path file = folder.resolve("torn.zip");
    assertThatThrownBy(() -> http.send(get("zip-torn", "images.zip"), BodyHandlers.ofFile(file)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new ZipFile(file.toFile())).isInstanceOf(ZipException.class);
  }

  @Test
  void aZipIsWholeAlthoughTheTableTakesNoNoteOfIt() throws Exception {
    pictures.stored("zip-unnoted", "__MACOSX/cup.jpg", bytes(1, 100));
    AtomicInteger refused = UnnotedExports.install();

    assertThat(unzipped(download("zip-unnoted", "images.zip"))).hasSize(2);
    TestApi.await("the note was tried", () -> refused.get() == 1);
  }

  @Test
  void nothingIsRememberedOfAZipBeforeItsLastByteWasSent() throws Exception {
    String id = pictures.stored("zip-late", "__MACOSX/cup.jpg", bytes(1, 100)).imageId().value();
    CountDownLatch arrived = new CountDownLatch(1);
    UnnotedExports.installBehind(arrived);

    assertThat(unzipped(download("zip-late", "images.zip"))).hasSize(2);
    assertThat(exported("zip-late", id)).isNull();
    arrived.countDown();

    TestApi.await("it counts as exported", () -> exported("zip-late", id) != null);
  }

  @Test
  void aReceiptThatCanNotBeConfirmedKeepsNoOtherFromIt() throws Exception {
    pictures.stored("zip-receipts", "__MACOSX/cup.jpg", bytes(1, 100));
    List<String> confirmed = new CopyOnWriteArrayList<>();
    ExportLog log =
        new ExportLog(null, null, null) {
          @Override
          List<String> keep(String seller, Instant at, ExportedContents contents) {
            return List.of("unreadable", "good");
          }

          @Override
          boolean confirm(String seller, String receiptId) {
            assertThat(Deadline.isNearerThan(Duration.ofSeconds(26))).isTrue();
            if (receiptId.equals("unreadable")) {
              throw new IllegalStateException("by the test");
            }
            return confirmed.add(receiptId);
          }

          @Override
          void end(String seller, String file, long images, Wanted wanted) {}
        };
    QuarkusMock.installMockForType(log, ExportLog.class);

    assertThat(unzipped(download("zip-receipts", "images.zip"))).hasSize(2);
    TestApi.await("the second one", () -> confirmed.equals(List.of("good")));
  }

  private Object exported(String seller, String id) {
    return RestAssured.given()
        .baseUri(url.toString())
        .port(url.getPort())
        .header("Vitrine-Seller", seller)
        .get("/images/" + id)
        .path("exported.at");
  }

  @Test
  void inAwsItIsNotOffered() throws Exception {
    OtherOriginals.asInAws();

    for (String name : List.of("images.zip", "shopify.zip")) {
      HttpResponse<String> answer = http.send(get("zip-aws", name), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.body()).contains("\"ZIP_NOT_OFFERED\"");
    }
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private Path download(String seller, String name) throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "export", ".zip");
    HttpResponse<Path> answer = http.send(get(seller, name), BodyHandlers.ofFile(file));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/zip");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("content-disposition").orElseThrow())
        .startsWith("attachment; filename=\"vitrine-");
    return file;
  }

  private HttpRequest get(String seller, String name) {
    return HttpRequest.newBuilder(URI.create(url + "exports/" + name))
        .header("Vitrine-Seller", seller)
        .build();
  }

  private static Map<String, byte[]> unzipped(Path file) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        assertThat(entry.getName()).doesNotContain("..", "\\", ":").doesNotStartWith("/");
        try (InputStream bytes = zip.getInputStream(entry)) {
          assertThat(files.put(entry.getName(), bytes.readAllBytes())).isNull();
        }
      }
    }
    return files;
  }

  /** A reader that is not Java's, where there is one: it checks all checksums. */
  private void pythonReads(Path zip, int files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-c"));
    command.add(
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))");
    command.add(zip.toString());
    Process python;
    try {
      python = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return; // No Python here.
    }
    assertThat(new String(python.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo("None " + files);
    assertThat(python.waitFor()).isZero();
  }
}

package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.s3.TestS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Nothing is lost when the process ends, however it ends. */
class RestartIT {
  private static final Path COFFEE =
      Path.of("src/main/resources/META-INF/resources/samples/coffee.jpg");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PICTURES = 6;

  @TempDir Path home;
  @TempDir Path folder;
  private final int port = VitrineProcess.freePort();
  private final JsonMapper json = new JsonMapper();

  @Test
  void picturesInTheMiddleOfTheirWorkflowAreDoneAfterKillDashNine() throws Exception {
    try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
      for (int i = 0; i < PICTURES; i++) {
        upload(vitrine, "demo/coffee-" + i + ".jpg");
      }
      vitrine.kill();
    }
    try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
      JsonNode done = awaitDone(vitrine, PICTURES);
      for (JsonNode image : done) {
        assertThat(image.path("tags")).as("tags of %s", image.path("key")).isNotEmpty();
        assertThat(image.path("prompt").path("text").asText()).isNotBlank();
      }
    }
  }

  @Test
  void everythingIsStillThereAfterAnOrdinaryStop() throws Exception {
    JsonNode before;
    try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
      upload(vitrine, "demo/coffee.jpg");
      before = awaitDone(vitrine, 1);
    }
    assertThat(readableByOthers()).isEmpty();
    try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
      assertThat(awaitDone(vitrine, 1)).isEqualTo(before);
      String id = before.path(0).path("imageId").asText();
      JsonNode path = json.readTree(vitrine.get("/images/" + id + "/execution"));
      assertThat(path.path("status").asText()).isEqualTo("succeeded");
      assertThat(path.path("steps").findValuesAsText("state")).contains("RenderImage", "TagImage");
    }
  }

  @Test
  void tellsClientsThePortsThatItHas() throws Exception {
    Map<String, String> settings =
        Map.of("VITRINE_LOCAL_S3_PORT", "0", "VITRINE_LOCAL_DYNAMO_DB_PORT", "0");
    try (VitrineProcess vitrine = VitrineProcess.start(home, port, settings).awaitReady()) {
      String address =
          Files.readAllLines(home.resolve("aws.env")).stream()
              .filter(line -> line.startsWith("export AWS_ENDPOINT_URL_S3="))
              .map(line -> line.substring(line.indexOf('=') + 1))
              .findFirst()
              .orElseThrow();
      assertThat(address).isNotEqualTo(vitrine.s3().toString());
      try (S3Client s3 = TestS3.client(URI.create(address), TestS3.ANY)) {
        assertThat(s3.listBuckets().buckets()).isNotEmpty();
      }
    }
  }

  @Test
  void settingsForOtherProgramsAndAnotherLanguageChangeNothing() throws Exception {
    String nobody = "http://127.0.0.1:9";
    Map<String, String> others =
        Map.of(
            "HTTP_PROXY", nobody,
            "http_proxy", nobody,
            "NO_PROXY", "",
            "AWS_ENDPOINT_URL_S3", nobody,
            "AWS_PROFILE", "work",
            "AWS_USE_FIPS_ENDPOINT", "true",
            "AWS_USE_DUALSTACK_ENDPOINT", "true",
            "AWS_CONFIG_FILE", Files.writeString(folder.resolve("config"), "no config").toString(),
            "JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
    for (int starts = 1; starts <= 2; starts++) {
      int another =
          VitrineProcess.freePort(); // The client may still have a connection to the first.
      try (VitrineProcess vitrine = VitrineProcess.start(home, another, others).awaitReady()) {
        upload(vitrine, "demo/MUG-%d_1.JPG".formatted(starts));
        awaitDone(vitrine, starts);
      }
    }
  }

  @Test
  void whatAnEarlierReleaseLeftIsRecountedOnceAtTheStart() throws Exception {
    Path mark = home.resolve("dynamodb/index-content");
    JsonNode before;
    try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
      upload(vitrine, "demo/coffee.jpg");
      before = awaitDone(vitrine, 1);
      TestApi.await("the mark", () -> Files.exists(mark));
    }
    Files.writeString(mark, "1");
    try (VitrineProcess vitrine = VitrineProcess.start(home, port).awaitReady()) {
      TestApi.await("a recount", () -> Files.readString(mark).equals(LocalRecount.CONTENT));
      assertThat(awaitDone(vitrine, 1)).isEqualTo(before);
    }
  }

  @Test
  void endsWhenTheMavenThatStartedItHasEnded() throws Exception {
    VitrineProcess maven = VitrineProcess.startUnderAParent(home, port).awaitReady();
    ProcessHandle application = maven.handle().children().findFirst().orElseThrow();
    try {
      maven.kill();

      assertThat(application.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    } finally {
      application.destroyForcibly();
    }
  }

  private List<Path> readableByOthers() throws IOException {
    Set<PosixFilePermission> owners =
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    List<Path> readable = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!owners.containsAll(Files.getPosixFilePermissions(file))) {
          readable.add(file);
        }
      }
    }
    return readable;
  }

  private void upload(VitrineProcess vitrine, String key) throws Exception {
    try (S3Client s3 = TestS3.client(vitrine.s3(), TestS3.ANY)) {
      s3.putObject(
          o -> o.bucket("vitrine-uploads").key(key),
          RequestBody.fromBytes(Files.readAllBytes(COFFEE)));
    }
  }

  private JsonNode awaitDone(VitrineProcess vitrine, int wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode all = null;
    while (System.nanoTime() < end) {
      JsonNode done = json.readTree(vitrine.get("/images?status=done")).path("images");
      if (done.size() == wanted) {
        return done;
      }
      all = json.readTree(vitrine.get("/images"));
      Thread.sleep(200);
    }
    throw new AssertionError("not all done: " + all);
  }
}

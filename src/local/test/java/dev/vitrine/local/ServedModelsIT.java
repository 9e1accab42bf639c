package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.bench.BenchClient;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java side against the containers' own handlers: one picture's journey with CLIP, Interrogator
 * and SDXL of tiny random weights. What they say means nothing; that they are understood does.
 */
class ServedModelsIT {
  private static final Path COFFEE =
      Path.of("src/main/resources/META-INF/resources/samples/coffee.jpg");
  private static final int SIDE = 400; // square, so that the canvas is a size the tiny SDXL paints

  /** Longer than the workflow tries: a restyle that fails says so, and why, before this. */
  private static final Duration PATIENCE = Duration.ofMinutes(14);

  private final JsonMapper json = new JsonMapper();

  @TempDir Path home;
  @TempDir Path logs;

  @Test
  void aPictureIsTaggedDescribedAndRestyledByTheContainersHandlers() throws Exception {
    ServedModel.assumePython();
    try (ServedModel clip = ServedModel.start("clip", logs);
        ServedModel interrogator = ServedModel.start("clip-interrogator", logs);
        ServedModel sdxl = ServedModel.start("sdxl", logs);
        VitrineProcess vitrine =
            VitrineProcess.start(
                home,
                VitrineProcess.freePort(),
                Map.of(
                    "VITRINE_LOCAL_CONTAINER_CLIP", clip.address(),
                    "VITRINE_LOCAL_CONTAINER_INTERROGATOR", interrogator.address(),
                    "VITRINE_LOCAL_CONTAINER_SDXL", sdxl.address()))) {
      vitrine.awaitReady();
      BenchClient client = new BenchClient(vitrine);
      String id = client.upload("square", square());
      try {
        assertDescribed(client.awaitDone(id));
        JsonNode restyle = restyled(vitrine, id);
        assertThat(restyle.path("status").asText()).isEqualTo("done");
        assertThat(restyle.path("engine").asText()).isEqualTo(sdxl.address());
        assertThat(restyle.path("seed").asLong()).isEqualTo(3);
      } catch (AssertionError | IllegalStateException e) {
        String said = whatWasSaid(vitrine, id, List.of(clip, interrogator, sdxl));
        throw new AssertionError(e.getMessage() + said, e);
      }
    }
  }

  private static void assertDescribed(JsonNode image) {
    // No threshold was ever fitted for these weights: what is claimed is marked as by default ones.
    assertThat(image.path("tags"))
        .allMatch(tag -> tag.path("evidence").path("uncalibrated").asBoolean());
    // Random weights may be sure of everything, or of nothing.
    assertThat(image.path("tags").size() + image.path("suggestions").size()).isPositive();
    JsonNode prompt = image.path("prompt");
    assertThat(prompt.path("text").asText()).isNotBlank();
    assertThat(prompt.path("mode").asText()).isEqualTo("fast");
    assertThat(prompt.path("evidence").path("model").asText()).doesNotContain("stand-in");
  }

  private JsonNode restyled(VitrineProcess vitrine, String id) throws Exception {
    String order = "{\"style\":\"starry-night\",\"seed\":3,\"strength\":0.1}";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(vitrine.url("/images/" + id + "/restyles"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(order))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode restyle = json.readTree(answer.body()).path("restyles").path(0);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (restyle.path("status").asText().equals("running") && System.nanoTime() < end) {
      Thread.sleep(500);
      restyle = json.readTree(vitrine.get("/images/" + id)).path("restyles").path(0);
    }
    return restyle;
  }

  /** The record and the workflow's path, with their errors, and the end of every server's log. */
  private static String whatWasSaid(VitrineProcess vitrine, String id, List<ServedModel> servers)
      throws Exception {
    StringBuilder said = new StringBuilder("\n\nThe image: " + vitrine.get("/images/" + id));
    said.append("\n\nThe workflow: ").append(vitrine.get("/images/" + id + "/execution"));
    said.append("\n\nVitrine: ").append(String.join("\n", vitrine.lines()));
    for (ServedModel server : servers) {
      said.append("\n\nThe server at ").append(server.address()).append(": ");
      said.append(server.log());
    }
    return said.toString();
  }

  private static byte[] square() throws Exception {
    byte[] file = Files.readAllBytes(COFFEE);
    BufferedImage coffee = ImageIO.read(new ByteArrayInputStream(file));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(coffee.getSubimage(0, 0, SIDE, SIDE), "jpeg", bytes);
    return bytes.toByteArray();
  }
}

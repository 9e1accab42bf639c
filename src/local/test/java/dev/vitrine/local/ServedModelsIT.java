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

  @TempDir Path home;

  @Test
  void aPictureIsTaggedDescribedAndRestyledByTheContainersHandlers() throws Exception {
    ServedModel.assumePython();
    try (ServedModel clip = ServedModel.start("clip");
        ServedModel interrogator = ServedModel.start("clip-interrogator");
        ServedModel sdxl = ServedModel.start("sdxl");
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

      JsonNode image = client.awaitDone(client.upload("square", square()));

      // No threshold was ever fitted for these weights, so nothing is claimed, but five are likely.
      assertThat(image.path("tags")).isEmpty();
      assertThat(image.path("suggestions")).hasSize(5);
      assertThat(image.path("prompt").path("text").asText()).isNotBlank();
      assertThat(image.path("prompt").path("mode").asText()).isEqualTo("fast");
      assertThat(image.path("prompt").path("evidence").path("model").asText())
          .doesNotContain("stand-in");
      JsonNode restyle = restyled(vitrine, image.path("imageId").asText());
      assertThat(restyle.path("status").asText()).isEqualTo("done");
      assertThat(restyle.path("engine").asText()).isEqualTo(sdxl.address());
      assertThat(restyle.path("seed").asLong()).isEqualTo(3);
    }
  }

  private static JsonNode restyled(VitrineProcess vitrine, String id) throws Exception {
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
    JsonMapper json = new JsonMapper();
    JsonNode restyle = json.readTree(answer.body()).path("restyles").path(0);
    for (int i = 0; i < 600 && restyle.path("status").asText().equals("running"); i++) {
      Thread.sleep(500);
      restyle = json.readTree(vitrine.get("/images/" + id)).path("restyles").path(0);
    }
    return restyle;
  }

  private static byte[] square() throws Exception {
    byte[] file = Files.readAllBytes(COFFEE);
    BufferedImage coffee = ImageIO.read(new ByteArrayInputStream(file));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(coffee.getSubimage(0, 0, SIDE, SIDE), "jpeg", bytes);
    return bytes.toByteArray();
  }
}

package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.MemoryBudget;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SdxlEndpointTest {
  @Test
  void paintsOnePictureAtATimeWhenTheMemoryIsEnoughForOne() throws Exception {
    AtomicInteger painting = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    SdxlEndpoint endpoint =
        new SdxlEndpoint(
            (picture, prompt, seed, strength) -> {
              most.accumulateAndGet(painting.incrementAndGet(), Math::max);
              Thread.yield();
              painting.decrementAndGet();
              return picture;
            },
            new MemoryBudget(192L << 20));
    byte[] body = request();

    List<CompletableFuture<ModelAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> endpoint.invoke("", "", body)));
    }

    for (CompletableFuture<ModelAnswer> answer : answers) {
      assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(most).hasValue(1);
  }

  private static byte[] request() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1024, 1024, BufferedImage.TYPE_INT_RGB), "png", png);
    String image = Base64.getEncoder().encodeToString(png.toByteArray());
    return ("{\"text_prompts\":[{\"text\":\"x\"}],\"width\":1024,\"height\":1024,\"init_image\":\""
            + image
            + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}

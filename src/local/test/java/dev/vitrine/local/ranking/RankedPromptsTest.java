package dev.vitrine.local.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.model.PromptRanker.Mode;
import dev.vitrine.local.model.PromptRanker.Ranked;
import dev.vitrine.local.model.PromptRanker.Task;
import dev.vitrine.vocabulary.LabelSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what the container's own code says, see model-artifacts/tests/local_words.py. */
class RankedPromptsTest {
  @TempDir private static Path cache;

  private static ClipFolder open(String model) throws Exception {
    ClipFolder clip = ClipFolder.open(Expected.folder(model), model, cache);
    for (LabelSet part : RankedPrompts.parts()) {
      assertThat(clip.learn(part)).isTrue();
    }
    return clip;
  }

  private static byte[] png(int kind) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(Expected.picture(kind).image(), "png", png);
    return png.toByteArray();
  }

  private static Task task(JsonNode asked, long deadline) {
    return new Task(
        Mode.valueOf(asked.path("mode").asText().toUpperCase(Locale.ROOT)),
        asked.path("caption").asText(),
        asked.path("least").asInt(),
        asked.path("most").asInt(),
        deadline);
  }

  private static JsonNode said(String model) throws IOException {
    try (InputStream file = RankedPromptsTest.class.getResourceAsStream("expected.json")) {
      return new JsonMapper().readTree(Objects.requireNonNull(file)).path(model);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "siglip"})
  void writesThePromptsThatTheContainerWrites(String model) throws Exception {
    try (ClipFolder clip = open(model)) {
      RankedPrompts prompts = new RankedPrompts(clip);
      assertThat(prompts.isReady()).isTrue();
      for (JsonNode asked : said(model)) {
        long deadline = System.nanoTime() + Duration.ofHours(1).toNanos();

        Ranked ranked = prompts.rank(png(asked.path("picture").asInt()), task(asked, deadline));

        String what = asked.toString();
        assertThat(ranked.prompt()).as(what).isEqualTo(asked.path("prompt").asText());
        assertThat(ranked.truncated()).as(what).isEqualTo(asked.path("truncated").asBoolean());
        assertThat(ranked.late()).as(what).isFalse();
        assertThat(ranked.terms()).as(what).hasSameSizeAs(asked.path("terms"));
        for (int t = 0; t < ranked.terms().size(); t++) {
          JsonNode term = asked.path("terms").path(t);
          assertThat(ranked.terms().get(t).table()).isEqualTo(term.path(0).asText());
          assertThat(ranked.terms().get(t).text()).isEqualTo(term.path(1).asText());
          assertThat(ranked.terms().get(t).similarity())
              .isCloseTo(term.path(2).asDouble(), within(1e-5));
        }
      }
    }
  }

  @Test
  void theDeadlineGivesTheBestSoFar() throws Exception {
    try (ClipFolder clip = open("clip")) {
      var task = new Task(Mode.BEST, "a cup", 8, 32, System.nanoTime() - 1);

      Ranked ranked = new RankedPrompts(clip).rank(png(0), task);

      assertThat(ranked.late()).isTrue();
      assertThat(ranked.prompt()).startsWith("a cup");
    }
  }
}

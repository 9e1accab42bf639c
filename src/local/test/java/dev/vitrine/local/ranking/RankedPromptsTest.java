package dev.vitrine.local.ranking;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.model.PromptRanker.Mode;
import dev.vitrine.local.model.PromptRanker.Ranked;
import dev.vitrine.local.model.PromptRanker.Task;
import dev.vitrine.local.model.PromptRanker.Term;
import dev.vitrine.vocabulary.LabelSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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

  /** A clock that is read before each part of 16 texts, and by which the deadline comes then. */
  private static Ranked cut(ClipFolder clip, Mode mode, int parts) throws IOException {
    AtomicLong clock = new AtomicLong();
    var task = new Task(mode, mode == Mode.BEST ? "A cup." : "", 2, 3, parts);
    Ranked ranked = new RankedPrompts(clip, clock::incrementAndGet).rank(png(0), task);
    assertThat(clock).hasValue(parts + 1); // it ended there
    assertThat(ranked.late()).isTrue();
    return ranked;
  }

  private static double cosine(ClipFolder clip, String prompt) throws IOException {
    return clip.cosines(List.of(prompt), clip.look(png(0)))[0];
  }

  @Test
  void atTheDeadlineBestIsNoFartherThanAllThatWasTried() throws Exception {
    try (ClipFolder clip = open("clip")) {
      var task = new Task(Mode.FAST, "A cup.", 2, 3, 0);
      double fast = cosine(clip, new RankedPrompts(clip).rank(png(0), task).prompt());

      Ranked untried = cut(clip, Mode.BEST, 0);
      Ranked tried = cut(clip, Mode.BEST, 100);

      assertThat(untried.cut()).startsWith("in step 1, with 0 of ");
      assertThat(cosine(clip, untried.prompt())).isGreaterThanOrEqualTo(fast);
      assertThat(tried.cut())
          .startsWith("in step 1, with 1600 of ")
          .endsWith("the prompt is the chain");
      assertThat(tried.prompt()).startsWith("A cup, ");
      assertThat(tried.terms()).hasSize(1);
      assertThat(cosine(clip, tried.prompt())).isGreaterThan(cosine(clip, untried.prompt()));
    }
  }

  @Test
  void atTheDeadlineNegativeIsFilledFromItsOwnWords() throws Exception {
    try (ClipFolder clip = open("clip")) {
      Ranked untried = cut(clip, Mode.NEGATIVE, 0);
      Ranked tried = cut(clip, Mode.NEGATIVE, 1);

      assertThat(untried.cut()).endsWith("the prompt is negative words");
      assertThat(untried.terms()).isNotEmpty().allMatch(term -> term.table().equals("negative"));
      assertThat(tried.cut()).endsWith("the prompt is the chain, then negative words");
      assertThat(tried.terms().get(0).table()).isEqualTo("flavors");
      for (Ranked ranked : List.of(untried, tried)) {
        assertThat(ranked.prompt())
            .isEqualTo(ranked.terms().stream().map(Term::text).collect(joining(", ")));
      }
    }
  }
}

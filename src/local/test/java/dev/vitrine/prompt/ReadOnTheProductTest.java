package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.contract.Contract;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.ModelRequest;
import dev.vitrine.endpoint.OneTask;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.render.PictureStore;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From an Interrogator's answer to the result of state WritePrompt. */
class ReadOnTheProductTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String REST =
      """
      "prompt": "a cup", "caption": "A cup.", "mode": "fast", "truncated": false,
      "deadline_hit": false, "terms": [], "timing_ms": {},
      "model": {"caption": "florence-2-base", "clip": "ViT-L-14/openai"}}
      """;

  @Test
  void theWordsAreAValueWhoseEvidenceNamesTheCaptionerAlone() throws Exception {
    Attribute text = written("{\"text\": [\"ILLY\", \"since 1933\"], " + REST).productText();

    assertThat(text)
        .isEqualTo(
            new Attribute(
                "ILLY since 1933",
                1,
                new Evidence(
                    Evidence.Source.MACHINE, "florence-2-base", null, null, null, "run", NOW),
                false));
  }

  @Test
  void nothingReadAndNobodyWhoReadsAreNoValue() throws Exception {
    assertThat(written("{\"text\": [], " + REST).productText()).isNull();
    assertThat(written("{" + REST).productText()).isNull();
  }

  private static WritePromptResult written(String answer) throws JsonProcessingException {
    JsonNode json = JSON.readTree(answer);
    assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", json)).isEmpty();
    PromptWriter writer =
        new SageMakerPromptWriter(
            (endpoint, request) -> json,
            new NobodyLater(),
            Settings.atDefaults(EndpointConfig.class));
    PictureRef picture =
        PictureRef.of("vitrine-uploads", "demo/a.jpg", null, Revision.ofSequencer("00000001"));
    return OneTask.ask(
        tasks ->
            new WritePromptHandler(
                tasks, new NoPicture(), writer, Clock.fixed(NOW, ZoneOffset.UTC)),
        new WritePromptHandler.Request(picture, "run", null),
        WritePromptResult.class);
  }

  private static final class NobodyLater implements AsynchronousEndpoints {
    @Override
    public Submission submit(
        String endpoint, ModelRequest request, PictureRef picture, String taskToken) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forget(PictureRef picture) {}

    @Override
    public JsonNode answer(String location) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoPicture implements PictureStore {
    @Override
    public Details details(String bucket, String key, @Nullable String versionId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(String bucket, String key, @Nullable String versionId) {
      return new byte[] {1};
    }

    @Override
    public void writeJpeg(String bucket, String key, byte[] jpeg) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writePng(String bucket, String key, byte[] png) {
      throw new UnsupportedOperationException();
    }
  }
}

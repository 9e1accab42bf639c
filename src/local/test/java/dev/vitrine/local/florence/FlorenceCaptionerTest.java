package dev.vitrine.local.florence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.model.Captioner.Captioned;
import dev.vitrine.local.model.EndpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlorenceCaptionerTest {
  private static final int LEAST_WORDS = 12;

  @TempDir private static Path cache;
  @TempDir private Path copy;

  private static FlorenceCaptioner open(Duration patience) throws UnusableModelException {
    return FlorenceCaptioner.open(TinyFlorence.folder(), "tiny", cache, patience);
  }

  @Test
  void saysTheModelsOwnSentenceAndWhatItReads() throws Exception {
    int kind = talkative();
    try (FlorenceCaptioner captioner = open(FlorenceCaptioner.PATIENCE)) {
      Captioned captioned = captioner.caption(png(kind), inAnHour());

      // The model's own limits are higher than those of the expected answers.
      assertThat(captioned.sentence())
          .startsWith(FlorenceCaptioner.oneLine(TinyFlorence.text(kind, "<CAPTION>")));
      assertThat(captioned.words()).isNotEmpty();
      assertThat(captioner.name()).isEqualTo("tiny");
    }
  }

  /** The prompt is written after it, and would be cut. */
  @Test
  void doesNotLookForProductsWhenThePromptHasLittleTimeLeft() throws Exception {
    int kind = talkative();
    try (FlorenceCaptioner captioner = open(FlorenceCaptioner.PATIENCE)) {
      Captioned inTime = captioner.caption(png(kind), inAnHour());
      Captioned late = captioner.caption(png(kind), System.nanoTime());

      assertThat(inTime.objects()).isNotNull();
      assertThat(inTime.skipped()).isNull();
      assertThat(late.objects()).isNull();
      assertThat(late.skipped()).isEqualTo(FlorenceCaptioner.TOO_LITTLE_TIME);
      assertThat(late.sentence()).isEqualTo(inTime.sentence());
      assertThat(late.words()).isEqualTo(inTime.words());
    }
  }

  private static long inAnHour() {
    return System.nanoTime() + Duration.ofHours(1).toNanos();
  }

  @Test
  void givesEachOfManyPicturesAtOnceItsOwnAnswer() throws Exception {
    try (FlorenceCaptioner captioner = open(FlorenceCaptioner.PATIENCE)) {
      List<Integer> kinds =
          IntStream.range(0, Expected.PICTURES)
              .filter(FlorenceCaptionerTest::talks)
              .boxed()
              .limit(6)
              .toList();
      List<Captioned> alone =
          kinds.stream().map(kind -> captioner.caption(png(kind), inAnHour())).toList();

      List<Captioned> together =
          kinds.parallelStream().map(kind -> captioner.caption(png(kind), inAnHour())).toList();

      assertThat(together).isEqualTo(alone);
    }
  }

  @Test
  void givesUpWhenItsTimeIsOver() throws Exception {
    try (FlorenceModel model = FlorenceModel.open(TinyFlorence.folder(), cache);
        OrtSession.Result seen = model.look(Expected.picture(talkative()))) {
      AnswerDeadline over = AnswerDeadline.in(Duration.ofNanos(-1));

      assertThatThrownBy(() -> model.answer(seen, "What is it?", 20, over))
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("took longer");
    }
  }

  @Test
  void aModelThatDoesNotFitIntoMemoryIsNotOpened() throws Exception {
    FlorenceCaptioner.requireMemory(TinyFlorence.folder(), 1 << 30);

    assertThatThrownBy(() -> FlorenceCaptioner.requireMemory(TinyFlorence.folder(), 1 << 18))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("GB of memory; this machine has 0.0 GB free");
  }

  @Test
  void wordsAreLinesAndACaptionIsOne() {
    assertThat(FlorenceCaptioner.oneLine(" a\tred\n\u0007 cup ")).isEqualTo("a red cup");
    assertThat(FlorenceCaptioner.lines("\nILLY\r\nsince 1933\n \nILLY\n" + "x".repeat(300)))
        .containsExactly("ILLY", "since 1933", "x".repeat(200));
    assertThat(FlorenceCaptioner.lines("y".repeat(199) + "\uD83D\uDE00"))
        .containsExactly("y".repeat(199));
    assertThat(FlorenceCaptioner.lines("a\n".repeat(3) + "b")).containsExactly("a", "b");
    String many = String.join("\n", IntStream.range(0, 70).mapToObj(i -> "line " + i).toList());
    assertThat(FlorenceCaptioner.lines(many)).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "preprocessor_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "onnx/vision_encoder.onnx",
        "onnx/embed_tokens.onnx",
        "onnx/encoder_model.onnx",
        "onnx/decoder_model_merged.onnx"
      })
  void saysInOneLineWhatIsMissing(String file) throws Exception {
    TinyFlorence.copyTo(copy.resolve("model"));
    Files.delete(copy.resolve("model").resolve(file));

    assertThatThrownBy(() -> openCopy())
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(copy.resolve("model") + " cannot be used as a model: " + file + " is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json|\"model_type\": \"florence2\"|\"model_type\": \"blip\"|must be florence2",
        "config.json|\"decoder_layers\": 2|\"decoder_layers\": 3|lacks the inputs",
        "config.json|\"decoder_layers\": 2|\"decoder_layers\": 1|which is another layout",
        "config.json|\"d_model\": 32|\"d_model\": 48|onnx failed",
        "preprocessor_config.json|\"width\": 64|\"width\": 32|size must be a square",
        "preprocessor_config.json|<CAPTION>|<NOTHING>|must have a question for <CAPTION>",
        "preprocessor_config.json|<OCR>|<NOTHING>|must have a question for <OCR>",
        "preprocessor_config.json|\"do_center_crop\": false|\"do_center_crop\": true|must be false",
        "preprocessor_config.json|\"resample\": 3|\"resample\": 1|bicubic",
        "generation_config.json|\"eos_token_id\": 2|\"eos_token_id\": \"x\"|a token's number",
        "tokenizer.json|\"model\"|\"modal\"|tokenizer.json cannot be read"
      })
  void saysInOneLineWhatDoesNotFit(String file, String was, String is, String why)
      throws Exception {
    TinyFlorence.copyTo(copy.resolve("model"));
    Path changed = copy.resolve("model").resolve(file);
    String before = Files.readString(changed);
    assertThat(before).contains(was);
    Files.writeString(changed, before.replace(was, is));

    assertThatThrownBy(() -> openCopy())
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
  }

  private void openCopy() throws UnusableModelException {
    FlorenceCaptioner.open(copy.resolve("model"), "torn", cache, FlorenceCaptioner.PATIENCE)
        .close();
  }

  private static int talkative() {
    return IntStream.range(0, Expected.PICTURES)
        .filter(FlorenceCaptionerTest::talks)
        .findFirst()
        .orElseThrow();
  }

  private static boolean talks(int kind) {
    return TinyFlorence.text(kind, "<CAPTION>").length() > LEAST_WORDS
        && !TinyFlorence.text(kind, "<OCR>").isBlank();
  }

  private static byte[] png(int kind) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(Expected.picture(kind).image(), "png", png);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return png.toByteArray();
  }
}

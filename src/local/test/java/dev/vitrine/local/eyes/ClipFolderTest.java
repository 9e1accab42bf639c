package dev.vitrine.local.eyes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.model.EndpointException;
import dev.vitrine.local.model.LabelScorer;
import dev.vitrine.local.model.Prediction;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.tag.Embedding;
import dev.vitrine.vocabulary.LabelSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipFolderTest {
  private static final LabelSet LABELS =
      new LabelSet(Expected.texts("labels"), Expected.texts("templates"));

  @TempDir private static Path cache;
  @TempDir private Path copy;

  private static ClipFolder open(String model) throws UnusableModelException {
    return ClipFolder.open(Expected.folder(model), model, cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "siglip"})
  void readsFourThousandTextsAsTheSameTokensAsOpenClip(String model) throws Exception {
    Path folder = Expected.folder(model);
    TextForm form = TextForm.read(folder);
    List<String> words = Expected.texts("words");
    ByteBuffer crcs =
        ByteBuffer.wrap(Base64.getDecoder().decode(Expected.said(model).path("crcs").asText()))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<String> different = new ArrayList<>();
    try (ClipTokenizer tokenizer = ClipTokenizer.open(folder, form, cache)) {
      long[][] ids = tokenizer.ids(words);
      JsonNode said = Expected.said(model).path("ids");
      for (int i = 0; i < said.size(); i++) {
        for (int t = 0; t < said.path(i).size(); t++) {
          assertThat(ids[i][t]).as(words.get(i)).isEqualTo(said.path(i).path(t).asLong());
        }
      }
      for (int i = 0; i < ids.length; i++) {
        if (crc(ids[i]) != crcs.getInt()) {
          different.add(words.get(i));
        }
      }
    }

    assertThat(words).hasSize(4000);
    assertThat(different).isEmpty();
  }

  /** Of the ids without what fills the end, as 32 bits each. */
  private static int crc(long[] ids) {
    int length = ids.length;
    while (length > 0 && ids[length - 1] == ids[ids.length - 1]) {
      length--;
    }
    ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      numbers.putInt((int) ids[i]);
    }
    var crc = new CRC32();
    crc.update(numbers.array());
    return (int) crc.getValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "siglip"})
  void embedsTextsAndPicturesAsOpenClipDoes(String model) throws Exception {
    List<String> words = Expected.texts("words");
    List<String> some = Stream.iterate(0, i -> i + 80).limit(50).map(words::get).toList();
    float[][] texts = Expected.rows(Expected.said(model).path("texts"), some.size());
    float[][] pictures = Expected.rows(Expected.said(model).path("pictures"), Expected.PICTURES);
    try (ClipFolder clip = open(model)) {
      float[][] read = clip.texts(some);
      for (int i = 0; i < read.length; i++) {
        assertThat(Vectors.cosine(read[i], texts[i], 0)).as(some.get(i)).isGreaterThan(0.9999);
      }
      for (int kind = 0; kind < Expected.PICTURES; kind++) {
        float[] seen = clip.look(png(kind));
        assertThat(Vectors.cosine(seen, pictures[kind], 0)).as("" + kind).isGreaterThan(0.9999);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "siglip"})
  void aTextMeansAPhotoOfItAndIsReadOnce(String model) throws Exception {
    copyOf(model);
    try (ClipFolder clip = ClipFolder.open(copy, "eyes", cache)) {
      float[][] read = clip.texts(List.of("a photo of red dress", "a photo"));
      TextReader.Meaning meaning = clip.meaning(" red \n dress ");

      assertThat(meaning.text()).isEqualTo(new Embedding("eyes", Vectors.toBase64(read[0])));
      assertThat(meaning.nothing()).isEqualTo(new Embedding("eyes", Vectors.toBase64(read[1])));
      Files.delete(copy.resolve("textual/model.onnx"));
      assertThat(clip.meaning("red dress")).isEqualTo(meaning);
      assertThatThrownBy(() -> clip.meaning("blue dress"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "siglip"})
  void givesThePicturesTheProbabilitiesOfTheLibrary(String model) throws Exception {
    try (ClipFolder clip = open(model)) {
      LabelScorer<float[]> scorer = clip.labelSets().learn(LABELS);
      for (int kind = 0; kind < Expected.PICTURES; kind++) {
        float[] seen = clip.look(png(kind));
        float[] recalled = clip.recall(clip.embedding(seen));
        assertScores(scorer.competing(seen), Expected.said(model).path("together").path(kind));
        assertScores(scorer.confidences(seen), Expected.said(model).path("alone").path(kind));
        assertThat(Vectors.cosine(seen, recalled, 0)).isCloseTo(1, within(1e-5));
      }
    }
  }

  private static void assertScores(List<Prediction> ranked, JsonNode said) {
    Map<String, Double> scores = new HashMap<>();
    ranked.forEach(one -> scores.put(one.label(), one.score()));
    for (int l = 0; l < LABELS.labels().size(); l++) {
      String label = LABELS.labels().get(l);
      assertThat(scores.get(label)).as(label).isCloseTo(said.path(l).asDouble(), within(1e-3));
    }
    assertThat(ranked).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void takesANetworkThatNormalizesBytesItself() throws Exception {
    copyOf("clip");
    Files.copy(
        Expected.folder("clip-of-bytes.onnx"),
        Files.createDirectories(copy.resolve("visual")).resolve("model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    float[][] pictures = Expected.rows(Expected.said("clip").path("pictures"), Expected.PICTURES);
    try (ClipFolder clip = ClipFolder.open(copy, "bytes", cache)) {
      for (int kind = 0; kind < Expected.PICTURES; kind += 7) {
        assertThat(Vectors.cosine(clip.look(png(kind)), pictures[kind], 0)).isGreaterThan(0.9999);
      }
    }
  }

  @Test
  void takesTheUsualScaleWhereTheFolderDoesNotSayIt() throws Exception {
    copyOf("siglip");
    Files.delete(copy.resolve("scores.json"));
    assertThat(ScoreScale.read(copy).scale()).isEqualTo(117);
    assertThat(ScoreScale.read(copy).bias()).hasValue(-13);

    copyOf("clip");
    Files.delete(copy.resolve("scores.json"));
    assertThat(ScoreScale.read(copy).scale()).isEqualTo(100);
    assertThat(ScoreScale.read(copy).bias()).isEmpty();
  }

  @Test
  void keepsWhatItHasReadForTheNextStart() throws Exception {
    LabelSet own = new LabelSet(List.of("amphora", "kylix"), List.of("a {} in a museum"));
    try (ClipFolder clip = open("clip")) {
      assertThat(clip.labelSets().find(own.name())).isEmpty();
      assertThat(clip.learn(own)).isTrue();
    }
    try (ClipFolder other = open("siglip");
        ClipFolder restarted = open("clip")) {
      assertThat(restarted.labelSets().find(own.name())).isPresent();
      assertThat(other.labelSets().find(own.name())).isEmpty();
    }
  }

  @Test
  void refusesAnEmbeddingOfAnotherLength() throws Exception {
    try (ClipFolder clip = open("clip")) {
      assertThatThrownBy(() -> clip.recall("AAAA")).isInstanceOf(EndpointException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "visual/model.onnx",
        "visual/preprocess_cfg.json",
        "textual/model.onnx",
        "textual/tokenizer.json",
        "textual/tokenizer_config.json"
      })
  void saysInOneLineWhatIsMissing(String file) throws Exception {
    copyOf("clip");
    Files.delete(copy.resolve(file));

    assertThatThrownBy(() -> ClipFolder.open(copy, "torn", cache))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(copy + " cannot be used as a model: " + file + " is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json|{\"embed_dim\": 32, \"text_cfg\": {\"context_length\": 24}}|answers 64"
            + " numbers",
        "config.json|{\"embed_dim\": 64, \"text_cfg\": {\"context_length\": 77}}|takes INT32 [-1,"
            + " 24]",
        "config.json|{\"embed_dim\": 64, \"text_cfg\": []|cannot be read as JSON",
        "config.json|{\"text_cfg\": {}}|embed_dim must be a whole number",
        "visual/preprocess_cfg.json|{\"size\": 64, \"mean\": [0,0,0], \"std\": [1,1,1]}|takes"
            + " FLOAT",
        "visual/preprocess_cfg.json|{\"size\": 32, \"std\": [1,1,1], \"resize_mode\":"
            + " \"longest\"}|not longest",
        "visual/preprocess_cfg.json|{\"size\": 32, \"mean\": [0], \"std\": [1,1,1]}|three numbers",
        "textual/tokenizer_config.json|{}|pad_token is missing",
        "textual/tokenizer_config.json|{\"pad_token\": \"<nothing>\"}|does not know the token",
        "textual/tokenizer.json|{\"model\": 1}|tokenizer.json cannot be read",
        "textual/model.onnx|no network|cannot be opened",
        "scores.json|{\"logit_scale\": -1}|logit_scale must be above 0"
      })
  void saysInOneLineWhatDoesNotFit(String file, String content, String why) throws Exception {
    copyOf("clip");
    Files.writeString(copy.resolve(file), content);

    assertThatThrownBy(() -> ClipFolder.open(copy, "torn", cache))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
  }

  private void copyOf(String model) throws IOException {
    Path from = Expected.folder(model);
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path to = copy.resolve(from.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.write(to, Files.readAllBytes(file));
    }
  }

  private static byte[] png(int kind) throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(Expected.picture(kind).image(), "png", bytes);
    return bytes.toByteArray();
  }
}

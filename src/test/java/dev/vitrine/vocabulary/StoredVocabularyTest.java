package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredVocabularyTest {
  private static final String STORED =
      """
      {"name":"shop","version":"1","templates":["a photo of a {}"],\
      "categories":[{"name":"kitchen","categories":[{"name":"mug","shopName":"Becher"}]}],\
      "attributes":[{"name":"color","title":"Colour","templates":[],"categories":["mug"],\
      "values":[{"name":"navy","synonyms":["dark blue"],"handle":"navy"}],"measured":false}],\
      "tags":[{"name":"gift","banned":true}],\
      "calibrations":[{"model":"clip","attribute":"color","labelSet":"set","temperature":1.5,\
      "accept":0.6,"margin":0.1,"suggest":0.3}]}""";

  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          "shop",
          "1",
          List.of("a photo of a {}"),
          List.of(category("kitchen", null, category("mug", "Becher"))),
          List.of(
              new Question(
                  "color",
                  "Colour",
                  List.of(),
                  List.of("mug"),
                  List.of(new Value("navy", List.of("dark blue"), null, null, "navy", false)),
                  false)),
          List.of(new Value("gift", List.of(), null, null, null, true)),
          List.of(new Calibration("clip", "color", "set", 1.5, 0.6, 0.1, 0.3)));

  @Test
  void keepsTheFormInWhichTablesHaveVocabularies() throws IOException {
    byte[] written = StoredVocabulary.write(VOCABULARY);

    try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(written))) {
      assertThat(new String(json.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(STORED);
    }
    assertThat(StoredVocabulary.read(gzip(STORED))).isEqualTo(VOCABULARY);
  }

  @Test
  void readsWhatALaterReleaseAdded() throws IOException {
    String later = STORED.replace("{\"name\":\"shop\"", "{\"new\":1,\"name\":\"shop\"");

    assertThat(StoredVocabulary.read(gzip(later))).isEqualTo(VOCABULARY);
  }

  private static Category category(String name, @Nullable String shopName, Category... below) {
    return new Category(name, List.of(), shopName, null, null, Map.of(), false, List.of(below));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
